import { onlyIn, onStack } from "../environments";
import { differs } from "../props";
import { ofType } from "../references";
import type { Rule, StackRule } from "../rule";

/** Properties by which AWS refuses to delete a resource, with the value that protects. */
const DELETION_PROTECTION: Readonly<Record<string, readonly [property: string, value: unknown]>> = {
  "aws:cloudwatch/logGroup:LogGroup": ["deletionProtectionEnabled", true],
  "aws:cognito/userPool:UserPool": ["deletionProtection", "ACTIVE"],
  "aws:docdb/cluster:Cluster": ["deletionProtection", true],
  "aws:dynamodb/table:Table": ["deletionProtectionEnabled", true],
  "aws:eks/cluster:Cluster": ["deletionProtection", true],
  "aws:lb/loadBalancer:LoadBalancer": ["enableDeletionProtection", true],
  "aws:neptune/cluster:Cluster": ["deletionProtection", true],
  "aws:rds/cluster:Cluster": ["deletionProtection", true],
  "aws:rds/instance:Instance": ["deletionProtection", true],
};

/** Properties with which a deletion takes the data along. */
const FORCED_DELETION: Readonly<Record<string, string>> = {
  "aws:backup/vault:Vault": "forceDestroy",
  "aws:ecr/repository:Repository": "forceDelete",
  "aws:s3/bucket:Bucket": "forceDestroy",
};

/** Types that hold data and whose deletion only Pulumi can refuse. */
const ONLY_PULUMI_PROTECTS = [
  "aws:backup/vault:Vault",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:s3/bucket:Bucket",
];

export const protectionRules: readonly Rule[] = [
  unlessTornDown({
    name: "deletion-protection",
    description: "AWS refuses to delete stateful resources of prod",
    controls: ["ELB.6"],
    level: "advisory",
    stackViolations: onStack({
      types: Object.keys(DELETION_PROTECTION),
      violations: (props, type) => {
        const [property = "", value] = DELETION_PROTECTION[type] ?? [];
        return differs(props[property], value)
          ? [`One call deletes the resource; set ${property} to ${String(value)}`]
          : [];
      },
    }),
  }),
  unlessTornDown({
    name: "no-forced-deletion",
    description: "The deletion of a resource of prod does not delete the data in it",
    controls: [],
    level: "advisory",
    stackViolations: onStack({
      types: Object.keys(FORCED_DELETION),
      violations: (props, type) => {
        const property = FORCED_DELETION[type] ?? "";
        return props[property] === true ? [`A deletion deletes the data too; remove ${property}`] : [];
      },
    }),
  }),
  unlessTornDown({
    name: "data-protected",
    description: "Pulumi refuses to delete resources of prod that hold data",
    controls: [],
    level: "advisory",
    stackViolations: (resources) =>
      ofType(resources, ...ONLY_PULUMI_PROTECTS)
        .filter(({ isProtected }) => !isProtected)
        .map(({ urn }) => ({
          urn,
          message:
            "A preview can delete the resource; set the resource option protect, or `deletionProtection` in the stack file",
        })),
  }),
];

/**
 * A rule for prod that says nothing about a stack in which Pulumi protects no resource: `teardown` removes all protections
 * on purpose, and the config check refuses a stack of prod without protection otherwise.
 */
function unlessTornDown(rule: StackRule): Rule {
  return onlyIn(["prod"], {
    ...rule,
    stackViolations: (resources, config) =>
      resources.some(({ isProtected }) => isProtected) ? rule.stackViolations(resources, config) : [],
  });
}
