import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import type { NetworkScope } from "./scope";
import { securityGroupProblems } from "./security-group-problems";
import { createSecurityGroupRules } from "./security-group-rules";
import type { SecurityGroupMap } from "./security-groups-args";

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
 */
export class SecurityGroups extends pulumi.ComponentResource {
  /** By key. */
  public readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SecurityGroupsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:network:SecurityGroups", name, {}, opts);
    assertNoProblems(securityGroupProblems(args.groups), this);

    this.ids = this.createGroups(name, args);
    createSecurityGroupRules(this, name, args.groups, this.ids);
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
