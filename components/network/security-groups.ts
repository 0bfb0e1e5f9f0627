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
  /** A change replaces everything. */
  readonly vpcId: pulumi.Input<string>;
  /** Groups by key. Each lets through what its rules say and nothing else, in both directions. */
  readonly groups: SecurityGroupMap;
}

/**
 * Security groups that may refer to each other, and their rules, each a resource of its own. That takes two steps,
 * groups first, which is why they are made together. Groups cost nothing.
 *
 * Rules written into a group are one value: a change of one takes away and restores them all, and Pulumi and whoever adds
 * one by hand undo each other's. As resources of their own they come and go alone.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class SecurityGroups extends pulumi.ComponentResource {
  /** By key. */
  public readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SecurityGroupsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:network:SecurityGroups", name, {}, opts);
    refuse(securityGroupProblems(args.groups), this);

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

  /** The id of a group made here, or the reference itself, which is then an id. */
  private idOf(reference: string): pulumi.Input<string> {
    return isGroupId(reference) ? reference : (this.ids[reference] ?? reference);
  }
}

/** EC2's words: -1 is every protocol, and every type and code of ICMP. */
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

/** The ids of the groups by key; without groups there is no component either. */
export function createSecurityGroups(
  { parent, name, platformName, vpcId }: NetworkScope,
  groups: SecurityGroupMap,
): SecurityGroups["ids"] {
  if (Object.keys(groups).length === 0) return {};
  return new SecurityGroups(`${name}-security-group`, { platformName, vpcId, groups }, { parent }).ids;
}

function refuse(problems: readonly string[], groups: SecurityGroups): void {
  if (problems.length === 0) return;
  const list = problems.map((text) => `  - ${text}`).join("\n");
  throw new pulumi.ResourceError(`The security groups cannot be made:\n${list}`, groups, true);
}
