import { VPC_QUOTA } from "../../domain/network/quotas";
import { endpointServices } from "../../domain/network/endpoint-bundles";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";
import { quotaFinding } from "../check/quota-finding";

type Network = NonNullable<ReadableParts["network"]>;

/** The VPC's own routes and those of the S3 and DynamoDB endpoints, which every route table has. */
const ROUTES_OF_EVERY_TABLE = 3;

const securityGroupsFitTheQuota: Rule = function* ({ network }) {
  if (network === undefined) return;
  const groups: Path = ["network", "securityGroups"];
  const count = Object.keys(network.securityGroups).length;
  yield* quotaFinding({ quota: VPC_QUOTA.securityGroups, count, path: groups, counted: "security groups" });
  for (const [key, group] of Object.entries(network.securityGroups)) {
    for (const [direction, counted] of [
      ["ingress", "inbound rules of this group"],
      ["egress", "outbound rules of this group"],
    ] as const) {
      yield* quotaFinding({
        quota: VPC_QUOTA.rulesPerSecurityGroup,
        count: group[direction].length,
        path: [...groups, key, direction],
        counted,
      });
    }
  }
};

/** The private subnets' table has the most routes: besides those of every table, the pods' block and the way out. */
const routesFitTheQuota: Rule = function* ({ network }) {
  if (network?.transitGateway === undefined) return;
  const path: Path = ["network", "transitGateway", "destinations"];
  const others = [network.podCidr !== undefined, network.nat !== "none"].filter(Boolean).length;
  yield* quotaFinding({
    quota: VPC_QUOTA.routesPerTable,
    count: network.transitGateway.destinations.length + others + ROUTES_OF_EVERY_TABLE,
    path,
    counted: "routes in the table of the private subnets",
    because: [["network", "nat"]],
  });
};

const endpointsFitTheQuota: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  yield* quotaFinding({
    quota: VPC_QUOTA.interfaceEndpoints,
    count: endpointServices(network.interfaceEndpoints).length,
    path: ["network", "interfaceEndpoints", "services"],
    counted: "interface endpoints",
    because: [["network", "interfaceEndpoints", "bundles"]],
  });
};

const natAddressesFitTheQuota: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  yield* quotaFinding({
    quota: VPC_QUOTA.elasticAddresses,
    count: natAddresses(network),
    path: ["network", "nat"],
    counted: "Elastic IP addresses of NAT gateways",
    because: [["network", "zones"]],
  });
};

/** Addresses of the account's own (natAllocationIds) count as well. */
function natAddresses({ nat, zones }: Network): number {
  return { none: 0, single: 1, "per-zone": zones.length, regional: zones.length }[nat];
}

export const networkQuotasRules: readonly Rule[] = [
  routesFitTheQuota,
  natAddressesFitTheQuota,
  endpointsFitTheQuota,
  securityGroupsFitTheQuota,
];
