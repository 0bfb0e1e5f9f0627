import { isRecord } from "../property-diff";
import type { World } from "../world";
import { ROUTE, VPC, VPC_ENDPOINT } from "./ec2-objects";
import type { Props } from "../props";
import type { Request } from "./table";

/** APIs that the controller calls when it starts, and its error without a response. */
const APIS_READ_AT_START: Readonly<Record<string, string>> = {
  ec2: "ec2 api connectivity check failed",
  eks: "failed detecting cluster endpoint",
  "arc-zonal-shift":
    "panic: Unable to find Cluster in Zonal Shift. Please check that the cluster is enabled for Zonal Shift",
};

/**
 * Why the controller of Karpenter does not start in a VPC of this world, so that Helm times out.
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/operator/operator.go
 */
export function refuseControllerWithoutApis({ inputs, world }: Request): string[] {
  if (!String(inputs["chart"]).endsWith("/karpenter")) return [];
  if (world.ofType(VPC).length === 0 || hasInternetRoute(world)) return [];
  const usesArc = settings(inputs)["enableZonalShift"] === true;
  return Object.entries(APIS_READ_AT_START)
    .filter(([service]) => (service !== "arc-zonal-shift" || usesArc) && !hasEndpoint(world, service))
    .map(([service, end]) => `context deadline exceeded: the controller cannot reach ${service}: ${end}`);
}

function settings(inputs: Props): Props {
  const values = isRecord(inputs["values"]) ? inputs["values"] : {};
  return isRecord(values["settings"]) ? values["settings"] : {};
}

/** Whether a subnet has a route to the internet by a NAT or transit gateway. */
function hasInternetRoute(world: World): boolean {
  return world
    .ofType(ROUTE, { destinationCidrBlock: "0.0.0.0/0" })
    .some(({ state }) => state["natGatewayId"] !== undefined || state["transitGatewayId"] !== undefined);
}

function hasEndpoint(world: World, service: string): boolean {
  return world.ofType(VPC_ENDPOINT).some(({ state }) => String(state["serviceName"]).endsWith(`.${service}`));
}
