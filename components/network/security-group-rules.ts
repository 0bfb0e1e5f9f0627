import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

import {
  type Direction,
  DIRECTIONS,
  isGroupId,
  ruleKey,
  type SecurityGroupMap,
  type SecurityGroupRule,
} from "./security-groups-args";

type GroupIds = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * Creates each rule as a separate resource. Inline rules are one value: a change of one rule would remove and add all of
 * them.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function createSecurityGroupRules(
  parent: pulumi.Resource,
  name: string,
  groups: SecurityGroupMap,
  ids: GroupIds,
): void {
  for (const [key, settings] of Object.entries(groups)) {
    for (const direction of DIRECTIONS) {
      for (const rule of settings[direction]) createRule(parent, `${name}-${key}`, key, direction, rule, ids);
    }
  }
}

function createRule(
  parent: pulumi.Resource,
  prefix: string,
  key: string,
  direction: Direction,
  rule: SecurityGroupRule,
  ids: GroupIds,
): void {
  const Rule = { ingress: vpc.SecurityGroupIngressRule, egress: vpc.SecurityGroupEgressRule }[direction];
  new Rule(
    `${prefix}-${direction}-${ruleKey(rule)}`,
    {
      securityGroupId: idOf(key, ids),
      description: rule.description,
      ...trafficOf(rule),
      ...(rule.cidr === undefined ? {} : { cidrIpv4: rule.cidr }),
      ...(rule.prefixList === undefined ? {} : { prefixListId: rule.prefixList }),
      ...(rule.securityGroup === undefined ? {} : { referencedSecurityGroupId: idOf(rule.securityGroup, ids) }),
    },
    { parent },
  );
}

/** The ID of a group of the stack, or the reference itself if it is an ID. */
function idOf(reference: string, ids: GroupIds): pulumi.Input<string> {
  return isGroupId(reference) ? reference : (ids[reference] ?? reference);
}

/** EC2 uses -1 for every protocol, and for every type and code of ICMP. */
function trafficOf({
  protocol,
  fromPort,
  toPort = fromPort,
}: SecurityGroupRule): Pick<vpc.SecurityGroupIngressRuleArgs, "ipProtocol" | "fromPort" | "toPort"> {
  if (protocol === "all") return { ipProtocol: "-1" };
  if (protocol === "icmp" || fromPort === undefined || toPort === undefined) {
    return { ipProtocol: protocol, fromPort: -1, toPort: -1 };
  }
  return { ipProtocol: protocol, fromPort, toPort };
}
