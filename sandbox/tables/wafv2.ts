import { LOG_GROUP } from "./cloudwatch";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const ANNOTATION = "alb.ingress.kubernetes.io/wafv2-acl-arn";

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const FEWEST_REQUESTS = 10;
const MOST_REQUESTS = 2_000_000_000;
const WINDOWS = [60, 120, 300, 600];

/** AWS WAF: https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html */
export const wafv2: ServiceTable = {
  [WEB_ACL]: {
    id: webAclId,
    outputs: {
      arn: (request) =>
        `arn:aws:wafv2:${request.region}:${request.accountId}:regional/webacl/${String(request.inputs["name"])}/${webAclId(request)}`,
      capacity: () => 0,
      lockToken: ({ hex }) => hex(32, "lock"),
      applicationIntegrationUrl: () => "",
    },
    changing: { lockToken: ({ hex, inputs }) => hex(32, JSON.stringify(inputs["rules"])) },
    refusals: ({ inputs }) => [
      ...refusePriorities(listOf(inputs["rules"])),
      ...listOf(inputs["rules"]).flatMap(refuseRule),
    ],
    deleteRefusals: ({ state }, world) =>
      world.ofType(INGRESS).some(({ inputs }) => annotationOf(inputs) === state["arn"])
        ? [
            "WAFAssociatedItemException: AWS WAF couldn't perform the operation because your resource is being used by another resource",
          ]
        : [],
  },
  [LOGGING]: {
    id: ({ inputs }) => String(inputs["resourceArn"]),
    refusals: ({ inputs, world }) => [
      ...(world.ofType(WEB_ACL, { arn: inputs["resourceArn"] }).length === 0
        ? [`WAFNonexistentItemException: there is no web ACL ${String(inputs["resourceArn"])}`]
        : []),
      ...((inputs["logDestinationConfigs"] ?? []) as readonly unknown[])
        .map(String)
        .flatMap((arn) => [
          ...(arn.includes(":log-group:aws-waf-logs-")
            ? []
            : [`WAFInvalidParameterException: the name of the log group of ${arn} does not begin with aws-waf-logs-`]),
          ...(world.ofType(LOG_GROUP, { arn }).length > 0
            ? []
            : [`WAFLogDestinationPermissionIssueException: there is no log group ${arn}`]),
        ]),
    ],
  },
};

function webAclId({ hex }: Request): string {
  return [8, 4, 4, 4, 12].map((length, part) => hex(length, `part ${part}`)).join("-");
}

/** Priorities are distinct. */
function refusePriorities(rules: readonly Props[]): string[] {
  const priorities = rules.map(({ priority }) => Number(priority));
  return new Set(priorities).size === priorities.length
    ? []
    : ["WAFInvalidParameterException: two rules have the same priority"];
}

/** A rule of its own has an action; a rule group has an override of actions. */
function refuseRule({ name, action, overrideAction, statement }: Props): string[] {
  const { rateBasedStatement, managedRuleGroupStatement } = (statement ?? {}) as Props;
  const isGroup = managedRuleGroupStatement !== undefined;
  return [
    ...((isGroup ? overrideAction : action) === undefined || (isGroup ? action : overrideAction) !== undefined
      ? [`WAFInvalidParameterException: the rule ${String(name)} needs ${isGroup ? "overrideAction" : "action"} alone`]
      : []),
    ...(rateBasedStatement === undefined ? [] : refuseRate(rateBasedStatement as Props)),
  ];
}

function refuseRate({ limit, evaluationWindowSec = 300 }: Props): string[] {
  return [
    ...(Number(limit) >= FEWEST_REQUESTS && Number(limit) <= MOST_REQUESTS
      ? []
      : [`WAFInvalidParameterException: a rate limit is from ${FEWEST_REQUESTS} to ${MOST_REQUESTS} requests`]),
    ...(WINDOWS.includes(Number(evaluationWindowSec))
      ? []
      : [`WAFInvalidParameterException: the evaluation window is one of ${WINDOWS.join(", ")} seconds`]),
  ];
}

function annotationOf(inputs: Props): unknown {
  const metadata = (inputs["metadata"] ?? {}) as Props;
  return ((metadata["annotations"] ?? {}) as Props)[ANNOTATION];
}

function listOf(value: unknown): readonly Props[] {
  return Array.isArray(value) ? (value as readonly Props[]) : [];
}
