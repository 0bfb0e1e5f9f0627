import { natGatewayZones } from "../../domain/network/nat-gateway-zones";
import { s3EndpointPolicyLength } from "../../domain/iam/policy-lengths";
import { VPC_QUOTA } from "../../domain/network/quotas";
import { endpointServices } from "../../domain/network/endpoint-bundles";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";
import { quotaFinding } from "../check/quota-finding";

/** Routes of every route table: the local route of the VPC, and those of the S3 and DynamoDB endpoints. */
const ROUTES_OF_EVERY_TABLE = 3;

const securityGroupsFitTheQuota: Rule = function* ({ network }) {
  if (network === undefined) return;
  const groups: Path = ["network", "securityGroups"];
  const count = Object.keys(network.securityGroups).length;
  yield* quotaFinding({
    code: "network/security-group-quota",
    quota: VPC_QUOTA.securityGroups,
    count,
    path: groups,
    counted: "security groups",
  });
  for (const [key, group] of Object.entries(network.securityGroups)) {
    for (const [direction, counted] of [
      ["ingress", "inbound rules of this group"],
      ["egress", "outbound rules of this group"],
    ] as const) {
      yield* quotaFinding({
        code: "network/security-group-quota",
        quota: VPC_QUOTA.rulesPerSecurityGroup,
        count: group[direction].length,
        path: [...groups, key, direction],
        counted,
      });
    }
  }
};

/** The route table of private subnets has the most routes: in addition, those for `podCidr` and NAT. */
const routesFitTheQuota: Rule = function* ({ network }) {
  if (network?.transitGateway === undefined) return;
  const path: Path = ["network", "transitGateway", "destinations"];
  const others = [network.podCidr !== undefined, network.nat !== "none"].filter(Boolean).length;
  yield* quotaFinding({
    code: "network/route-quota",
    quota: VPC_QUOTA.routesPerTable,
    count: network.transitGateway.destinations.length + others + ROUTES_OF_EVERY_TABLE,
    path,
    counted: "routes in the route table of the private subnets",
    because: [["network", "nat"]],
  });
};

const endpointsFitTheQuota: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  yield* quotaFinding({
    code: "network/endpoint-quota",
    quota: VPC_QUOTA.interfaceEndpoints,
    count: endpointServices(network.interfaceEndpoints).length,
    path: ["network", "interfaceEndpoints", "services"],
    counted: "interface endpoints",
    because: [["network", "interfaceEndpoints", "bundles"]],
  });
};

/** Without an organization, the S3 endpoint has no policy that lists buckets. */
const readableBucketsFitTheEndpointPolicy: Rule = function* ({ network, aws }) {
  if (network === undefined || aws?.organizationId === undefined) return;
  yield* quotaFinding({
    code: "network/endpoint-policy-quota",
    quota: VPC_QUOTA.endpointPolicyCharacters,
    count: s3EndpointPolicyLength(network.readableBuckets),
    path: ["network", "readableBuckets"],
    remedy: "remove buckets",
  });
};

/** Elastic IP addresses in `natAllocationIds` count too. */
const natAddressesFitTheQuota: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  yield* quotaFinding({
    code: "network/elastic-ip-quota",
    quota: VPC_QUOTA.elasticAddresses,
    count: natGatewayZones(network.nat, network.zones).length,
    path: ["network", "nat"],
    counted: "Elastic IP addresses of NAT gateways",
    because: [["network", "zones"]],
  });
};

export const networkQuotasRules: readonly Rule[] = [
  routesFitTheQuota,
  natAddressesFitTheQuota,
  endpointsFitTheQuota,
  readableBucketsFitTheEndpointPolicy,
  securityGroupsFitTheQuota,
];
