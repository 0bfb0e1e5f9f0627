import type { BootstrapConfig, PlatformConfig } from "../../config";
import { isOfPlatform } from "../../domain/monitoring/log-groups";
import { World, type WorldObject } from "../../sandbox";

/** The account that owns an existing VPC in the simulation, which no stack has. */
const OWNER = "000000000000";

/** The simulated cloud before the first update: empty, except for what the stack file names and does not create. */
export function initialWorld(config: PlatformConfig): World {
  const world = new World();
  putNetwork(world, config);
  const put = putter(world, config.aws.region, config.aws.accountId);
  for (const name of otherLogGroups(config)) put("aws:cloudwatch/logGroup:LogGroup", name, { name });
  return world;
}

/** Log groups of applications and of other stacks, whose events the stack counts or sends. */
function otherLogGroups({ platformName, monitoring: { logs, trail } }: PlatformConfig): ReadonlySet<string> {
  const names = [
    ...Object.values(logs.metricFilters).map(({ logGroupName }) => logGroupName),
    ...Object.values(logs.subscriptions).flatMap(({ logGroupNames }) => logGroupNames),
    ...Object.values(logs.archive?.logGroups ?? {}),
    ...(trail?.logGroupName === undefined ? [] : [trail.logGroupName]),
  ];
  return new Set(names.filter((name) => !isOfPlatform(name, platformName)));
}

/**
 * The VPC and subnets that `network.existing` names. Another account owns them. Gateways and route tables of that VPC are not
 * simulated, because no resource of the stack refers to them.
 */
function putNetwork(world: World, { network: { existing }, aws }: PlatformConfig): void {
  if (existing === undefined) return;
  const { vpcId, cidr } = existing;
  const put = putter(world, aws.region, OWNER);
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
}

/**
 * The simulated cloud before the first update of a bootstrap: empty, except for the networks and clusters of the stacks that
 * have runners, as far as runners refer to them.
 */
export function initialBootstrapWorld({ bootstrap, aws }: BootstrapConfig): World {
  const world = new World();
  const put = putter(world, aws.region, aws.accountId);
  for (const { runner } of Object.values(bootstrap.stacks)) {
    if (runner === undefined) continue;
    const { vpcId, subnetIds, clusterSecurityGroupId } = runner;
    // Any IPv4 block will do: no resource of the bootstrap reads it.
    put("aws:ec2/vpc:Vpc", vpcId, { cidrBlock: "10.0.0.0/16" });
    for (const id of subnetIds) put("aws:ec2/subnet:Subnet", id, { vpcId });
    put("aws:ec2/securityGroup:SecurityGroup", clusterSecurityGroupId, { vpcId });
  }
  return world;
}

/** A function that adds an object to the world. */
function putter(world: World, region: string, accountId: string) {
  return (type: string, id: string, state: WorldObject["state"]): void => {
    world.put({ type, id, name: id, region, accountId, inputs: {}, state: { ownerId: accountId, ...state } });
  };
}
