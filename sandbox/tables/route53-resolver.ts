import { LOG_GROUP } from "./cloudwatch";
import { VPC, ownerId, refuseMissing, text } from "./ec2-objects";
import { DOMAIN_LIST, FIREWALL_RULE as RULE, RULE_GROUP_ASSOCIATION } from "./resolver-firewall";
import { refuseLogDelivery } from "./s3";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const QUERY_LOG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const QUERY_LOG_ASSOCIATION = "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
const RULE_GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html */
const DOMAIN = /^(?!.{256})\*?[A-Za-z0-9_.-]*$/;

/** Limit of one request; the provider writes the whole list with one: https://github.com/hashicorp/terraform-provider-aws/issues/41433 */
const MOST_DOMAINS = 1000;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Resolver.html */
export const route53Resolver: ServiceTable = {
  [QUERY_LOG]: {
    id: ({ hex }) => `rqlc-${hex(16)}`,
    outputs: { arn: resolverArn("resolver-query-log-config"), ownerId, shareStatus: () => "NOT_SHARED" },
    refusals: refuseDestination,
    deleteRefusals: ({ id }, world) =>
      world.ofType(QUERY_LOG_ASSOCIATION, { resolverQueryLogConfigId: id }).length > 0
        ? [`ResourceInUseException: the query log config "${id}" is associated with a VPC`]
        : [],
  },
  [QUERY_LOG_ASSOCIATION]: {
    id: ({ hex }) => `rqlca-${hex(16)}`,
    refusals: (request) => [...refuseMissing(request, "resourceId", VPC), ...refuseAbsent(request, QUERY_LOG)],
  },
  [DOMAIN_LIST]: {
    id: ({ hex }) => `rslvr-fdl-${hex(16)}`,
    outputs: { arn: resolverArn("firewall-domain-list") },
    refusals: refuseDomains,
    // https://github.com/braintrustdata/terraform-aws-braintrust-data-plane/pull/372
    created: (list) => {
      const domains = (list.inputs["domains"] ?? []) as readonly string[];
      list.state = { ...list.state, domains: domains.map((domain) => (domain === "*" ? "*." : domain)) };
    },
    deleteRefusals: ({ id }, world) =>
      world.ofType(RULE, { firewallDomainListId: id }).length > 0
        ? [`ConflictException: the firewall domain list "${id}" is used by a firewall rule`]
        : [],
  },
  [RULE_GROUP]: {
    id: ({ hex }) => `rslvr-frg-${hex(16)}`,
    outputs: { arn: resolverArn("firewall-rule-group"), ownerId, shareStatus: () => "NOT_SHARED" },
    deleteRefusals: ({ id }, world) =>
      [RULE_GROUP_ASSOCIATION, RULE].flatMap((type) =>
        world.ofType(type, { firewallRuleGroupId: id }).length > 0
          ? [`ConflictException: the firewall rule group "${id}" has ${type === RULE ? "rules" : "associations"}`]
          : [],
      ),
  },
  // The ID of a list that is not in this world may be that of a list that AWS manages.
  [RULE]: {
    id: ({ inputs }) => `${text(inputs, "firewallRuleGroupId") ?? ""}:${text(inputs, "firewallDomainListId") ?? ""}`,
    outputs: { firewallDomainRedirectionAction: () => "INSPECT_REDIRECTION_DOMAIN" },
    refusals: (request) => [
      ...refuseAbsent(request, RULE_GROUP),
      ...refusePriority(request, RULE, "firewallRuleGroupId"),
      ...refuseResponse(request.inputs),
    ],
  },
  [RULE_GROUP_ASSOCIATION]: {
    id: ({ hex }) => `rslvr-frgassoc-${hex(16)}`,
    outputs: { arn: resolverArn("firewall-rule-group-association"), mutationProtection: () => "DISABLED" },
    refusals: (request) => [
      ...refuseMissing(request, "vpcId", VPC),
      ...refuseAbsent(request, RULE_GROUP),
      ...refuseReserved(request),
      ...refusePriority(request, RULE_GROUP_ASSOCIATION, "vpcId"),
    ],
  },
  // Every VPC has this setting; deletion restores the default, fail closed.
  "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": {
    overwritesExisting: true,
    id: ({ inputs }) => `rslvr-fc-${text(inputs, "resourceId") ?? ""}`,
    outputs: { ownerId },
    refusals: (request) => refuseMissing(request, "resourceId", VPC),
  },
};

function refuseDomains({ inputs }: Request): string[] {
  const domains = (inputs["domains"] ?? []) as readonly string[];
  return [
    ...(domains.length > MOST_DOMAINS ? [`ValidationException: at most ${MOST_DOMAINS} domains for each request`] : []),
    ...domains
      .filter((domain) => !DOMAIN.test(domain))
      .map((domain) => `ValidationException: "${domain}" is not a valid domain`),
  ];
}

function resolverArn(kind: string): (request: Request) => string {
  return ({ id, region, accountId }) => `arn:aws:route53resolver:${region}:${accountId}:${kind}/${id}`;
}

function refuseAbsent({ inputs, world }: Request, type: string): string[] {
  const id = text(inputs, type === QUERY_LOG ? "resolverQueryLogConfigId" : "firewallRuleGroupId");
  return id === undefined || world.get(type, id) !== undefined
    ? []
    : [`ResourceNotFoundException: "${id}" does not exist`];
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-choosing-target-resource.html */
function refuseDestination(request: Request): string[] {
  const arn = text(request.inputs, "destinationArn") ?? "";
  if (arn.startsWith("arn:aws:s3:::")) return refuseLogDelivery(request, arn);
  return request.world.ofType(LOG_GROUP, { arn }).length === 0
    ? [`InvalidRequestException: there is no log group with the ARN "${arn}"`]
    : [];
}

/** Rules of a group need different priorities, and so do groups of a VPC. */
function refusePriority({ inputs, world, id }: Request, type: string, within: string): string[] {
  const twins = world.ofType(type, { [within]: inputs[within], priority: inputs["priority"] });
  return twins.every((twin) => twin.id === id)
    ? []
    : [`ValidationException: the priority ${String(inputs["priority"])} is already in use`];
}

/** https://github.com/hashicorp/terraform-provider-aws/issues/43694 */
function refuseReserved({ inputs }: Request): string[] {
  const priority = Number(inputs["priority"]);
  return priority > 100 && priority < 9900
    ? []
    : ['ValidationException: The priority value you provided is reserved. Provide a number between "100" and "9900".'];
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html */
function refuseResponse(inputs: Props): string[] {
  return (inputs["action"] === "BLOCK") === (inputs["blockResponse"] !== undefined)
    ? []
    : ["ValidationException: BlockResponse is required for the action BLOCK, and allowed for no other"];
}
