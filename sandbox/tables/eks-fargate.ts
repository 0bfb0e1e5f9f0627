import type { World } from "../world";
import { ROUTE } from "./ec2-objects";
import { runsAutoMode } from "./eks-auto-mode";
import { ADDON, CLUSTER } from "./eks-objects";
import { ROLE } from "./iam";
import type { Request, ResourceTable } from "./table";

export const FARGATE_PROFILE = "aws:eks/fargateProfile:FargateProfile";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateFargateProfile.html */
export const fargateProfile: ResourceTable = {
  id: ({ inputs }) => `${String(inputs["clusterName"])}:${String(inputs["fargateProfileName"])}`,
  outputs: {
    arn: ({ inputs, region, accountId, hex }) =>
      `arn:aws:eks:${region}:${accountId}:fargateprofile/${String(inputs["clusterName"])}/${String(inputs["fargateProfileName"])}/${hex(32)}`,
    status: () => "ACTIVE",
  },
  refusals: (request) => [
    ...refuseParties(request),
    ...refuseSelectors(request.inputs["selectors"]),
    ...refuseNamelessPods(request),
    ...list(request.inputs["subnetIds"])
      .map(String)
      .filter((id) => leadsToTheInternet(id, request.world))
      .map((id) => `InvalidParameterException: Subnet ${id} provided in Fargate Profile is not a private subnet`),
  ],
};

function refuseParties({ inputs, world }: Request): string[] {
  const [cluster, roleArn] = [String(inputs["clusterName"]), String(inputs["podExecutionRoleArn"])];
  return [
    ...(world.get(CLUSTER, cluster) === undefined
      ? [`ResourceNotFoundException: No cluster found for name: ${cluster}.`]
      : []),
    ...(world.ofType(ROLE, { arn: roleArn }).length === 0
      ? [`InvalidParameterException: podExecutionRole, ${roleArn}, does not exist`]
      : []),
  ];
}

/**
 * Each node of Auto Mode has a DNS server for its own pods, which pods on Fargate cannot reach. They resolve no names unless
 * CoreDNS is installed as an add-on. https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
function refuseNamelessPods({ inputs, world }: Request): string[] {
  const clusterName = inputs["clusterName"];
  const hasCoreDns = world.ofType(ADDON, { clusterName, addonName: "coredns" }).length > 0;
  return runsAutoMode(world, clusterName) && !hasCoreDns
    ? ["pods of the Fargate profile resolve no names: a cluster in Auto Mode needs the add-on coredns for them"]
    : [];
}

/** The numbers of selectors and labels are not checked, because AWS can raise these quotas. */
function refuseSelectors(selectors: unknown): string[] {
  return list(selectors).length >= 1
    ? []
    : ["InvalidParameterException: a Fargate profile needs at least one selector"];
}

/** Whether the route table of the subnet has a route to an internet gateway. */
function leadsToTheInternet(subnetId: string, world: World): boolean {
  return world
    .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation", { subnetId })
    .flatMap(({ state }) => world.ofType(ROUTE, { routeTableId: state["routeTableId"] }))
    .some(({ state }) => String(state["gatewayId"]).startsWith("igw-"));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
