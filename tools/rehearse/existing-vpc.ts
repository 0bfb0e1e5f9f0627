import type { PlatformConfig } from "../../config";
import { World, type WorldObject } from "../../sandbox";

/** Not the stack's own account: nobody's. */
const OWNER = "000000000000";

/**
 * The world that a stack finds: empty, but for a VPC that its file says is there already, with the subnets that it names.
 * They are another account's. What else that VPC has, such as a way out, the rehearsal does not know and nothing asks.
 */
export function worldBefore({ network: { existing }, aws }: PlatformConfig): World {
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
        // Nobody asks which block.
        ...(existing.ipv6 ? { ipv6CidrBlock: "2001:db8:0:1::/64", assignIpv6AddressOnCreation: true } : {}),
      });
    }
  }
  return world;
}
