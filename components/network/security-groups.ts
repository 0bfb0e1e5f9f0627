import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

import type { NetworkScope } from "./scope";
import {
  type Direction,
  DIRECTIONS,
  type SecurityGroupMap,
  type SecurityGroupRule,
  isGroupId,
  ruleKey,
  securityGroupProblems,
} from "./security-group-rules";

export interface SecurityGroupsArgs {
  /** Prefix of `Name` tags. */
  readonly platformName: string;
  /** A change replaces all groups. */
  readonly vpcId: pulumi.Input<string>;
  /** Groups by key. Each allows only the traffic of its rules, in both directions. */
  readonly groups: SecurityGroupMap;
}

/**
 * Security groups that can refer to each other, and their rules ($0). It creates all groups before the rules, because a
 * rule can refer to any group.
 *
 * Each rule is a separate resource. Inline rules are one value: a change of one rule would remove and add all of them.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class SecurityGroups extends pulumi.ComponentResource {
  /** By key. */
  public readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SecurityGroupsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:network:SecurityGroups", name, {}, opts);
    assertNoProblems(securityGroupProblems(args.groups), this);

    this.ids = this.createGroups(name, args);
    for (const [key, settings] of Object.entries(args.groups)) {
      for (const direction of DIRECTIONS) {
        for (const rule of settings[direction]) this.createRule(`${name}-${key}`, key, direction, rule);
      }
    }
    this.registerOutputs({ ids: this.ids });
  }

  private createGroups(name: string, { platformName, vpcId, groups }: SecurityGroupsArgs): typeof this.ids {
    return Object.fromEntries(
      Object.entries(groups).map(([key, { description }]) => {
        const group = new ec2.SecurityGroup(
          `${name}-${key}`,
          { description, vpcId, tags: { Name: `${platformName}-${key}` } },
          { parent: this },
        );
        return [key, group.id];
      }),
    );
  }

  private createRule(prefix: string, key: string, direction: Direction, rule: SecurityGroupRule): void {
    const Rule = { ingress: vpc.SecurityGroupIngressRule, egress: vpc.SecurityGroupEgressRule }[direction];
    new Rule(
      `${prefix}-${direction}-${ruleKey(rule)}`,
      {
        securityGroupId: this.idOf(key),
        description: rule.description,
        ...trafficOf(rule),
        ...(rule.cidr === undefined ? {} : { cidrIpv4: rule.cidr }),
        ...(rule.prefixList === undefined ? {} : { prefixListId: rule.prefixList }),
        ...(rule.securityGroup === undefined ? {} : { referencedSecurityGroupId: this.idOf(rule.securityGroup) }),
      },
      { parent: this },
    );
  }

  /** The ID of a group of the stack, or the reference itself if it is an ID. */
  private idOf(reference: string): pulumi.Input<string> {
    return isGroupId(reference) ? reference : (this.ids[reference] ?? reference);
  }
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

/** Creates the groups and returns their IDs by key; creates no component without groups. */
export function createSecurityGroups(
  { parent, name, platformName, vpcId }: NetworkScope,
  groups: SecurityGroupMap,
): SecurityGroups["ids"] {
  if (Object.keys(groups).length === 0) return {};
  return new SecurityGroups(`${name}-security-group`, { platformName, vpcId, groups }, { parent }).ids;
}

function assertNoProblems(problems: readonly string[], groups: SecurityGroups): void {
  if (problems.length === 0) return;
  const list = problems.map((text) => `  - ${text}`).join("\n");
  throw new pulumi.ResourceError(`The security groups cannot be created:\n${list}`, groups, true);
}
