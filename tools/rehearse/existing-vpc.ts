import type { PlatformConfig } from "../../config";
import { World, type WorldObject } from "../../sandbox";

/** The account that owns an existing VPC in the simulation, which no stack has. */
const OWNER = "000000000000";

/**
 * The simulated cloud before the first update: empty, except for the existing VPC and subnets that `network.existing`
 * names. Another account owns them. Gateways and route tables of that VPC are not simulated, because no resource of the
 * stack refers to them.
 */
export function initialWorld({ network: { existing }, aws }: PlatformConfig): World {
  const world = new World();
  if (existing === undefined) return world;
  const { vpcId, cidr } = existing;
  const put = (type: string, id: string, state: WorldObject["state"]): void => {
    world.put({
      type,
      id,
      name: id,
      region: aws.region,
      accountId: OWNER,
      inputs: {},
      state: { ownerId: OWNER, ...state },
    });
  };
  put("aws:ec2/vpc:Vpc", vpcId, { cidrBlock: cidr });
  for (const subnets of Object.values(existing.subnets)) {
    for (const [zone, id] of Object.entries(subnets)) {
      put("aws:ec2/subnet:Subnet", id, {
        vpcId,
        availabilityZone: `${aws.region}${zone}`,
        // Any IPv6 block will do: no resource of the stack reads it.
        ...(existing.ipv6 ? { ipv6CidrBlock: "2001:db8:0:1::/64", assignIpv6AddressOnCreation: true } : {}),
      });
    }
  }
  return world;
}
