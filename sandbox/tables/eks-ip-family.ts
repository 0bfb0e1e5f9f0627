import { isRecord } from "../property-diff";
import type { World, WorldObject } from "../world";
import { SUBNET } from "./ec2-objects";
import type { Props } from "../props";
import type { Request } from "./table";

/** What EKS assigns by default: https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const DEFAULT_SERVICES = "172.20.0.0/16";
const BEFORE_NITRO = /^(c[34]|d2|i[23]|m[34]|p[23]|r[34]|t2|x1e?)\.(?!metal)/;

/** EKS chooses the range of Services of an IPv6 cluster itself: a /108 of unique local addresses. */
export function networkOf({ inputs, hex }: Request): Props {
  const given = record(inputs["kubernetesNetworkConfig"]);
  return given["ipFamily"] === "ipv6"
    ? { ...given, serviceIpv6Cidr: `fd${hex(2, "services")}:${hex(4, "service range")}::/108` }
    : { ipFamily: "ipv4", serviceIpv4Cidr: DEFAULT_SERVICES, ...given };
}

/** Only an IPv6 cluster has an endpoint of both kinds: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
export function endpointHost(inputs: Props, region: string): string {
  return isIpv6(inputs) ? `eks-cluster.${region}.api.aws` : `${region}.eks.amazonaws.com`;
}

export function refuseIpFamily({ inputs, world }: Request): string[] {
  const vpc = record(inputs["vpcConfig"]);
  if (!isIpv6(inputs)) {
    return list(vpc["publicAccessCidrs"])
      .filter((block) => block.includes(":"))
      .map((block) => `InvalidParameterException: The CIDR ${block} is IPv6, which only IPv6 clusters accept`);
  }
  const { serviceIpv4Cidr } = record(inputs["kubernetesNetworkConfig"]);
  return [
    ...(serviceIpv4Cidr === undefined
      ? []
      : ["InvalidParameterException: serviceIpv4Cidr can't be specified with the ipFamily ipv6"]),
    ...subnetsWithout("ipv6CidrBlock", vpc["subnetIds"], world).map(
      (id) => `InvalidParameterException: the subnet ${id} of an IPv6 cluster has no IPv6 CIDR block`,
    ),
  ];
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html */
export function refuseIpv6Nodes({ inputs, world }: Request, cluster: WorldObject | undefined): string[] {
  if (cluster === undefined || !isIpv6(cluster.inputs)) return [];
  return [
    ...subnetsWithout("assignIpv6AddressOnCreation", inputs["subnetIds"], world).map(
      (id) => `Ec2SubnetMissingIpv6Assignment: the subnet ${id} does not assign IPv6 addresses on creation`,
    ),
    ...list(inputs["instanceTypes"])
      .filter((type) => BEFORE_NITRO.test(type))
      .map((type) => `AsgInstanceLaunchFailures: the instance type ${type} does not support IPv6 prefixes`),
  ];
}

function isIpv6(cluster: Props): boolean {
  return record(cluster["kubernetesNetworkConfig"])["ipFamily"] === "ipv6";
}

/** Subnets without the property. Subnets outside this world are assumed to have it. */
function subnetsWithout(property: string, subnetIds: unknown, world: World): string[] {
  return list(subnetIds).filter((id) => {
    const subnet = world.get(SUBNET, id);
    return subnet !== undefined && [undefined, "", false].some((absent) => subnet.state[property] === absent);
  });
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
