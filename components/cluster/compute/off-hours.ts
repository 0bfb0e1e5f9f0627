import * as iam from "@pulumi/aws/iam";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";

import { nodeSchedules } from "../../../domain/cluster/off-hours";
import { policyDocument, serviceTrustPolicy } from "../../../domain/iam/policy-document";
import type { ClusterScope } from "../scope";
import { createServiceRole } from "../service-role";
import type { CreatedNodeGroup } from "./node-groups";
import { createPoolOffHours } from "./pool-off-hours";

/**
 * Schedules that set the desired size of every node group to 0 outside of working hours, and back. They change neither
 * `minSize` nor `maxSize`, and Pulumi ignores the desired size, so a preview during off-hours has no changes. $0: the
 * first 14 million calls a month are free (https://aws.amazon.com/eventbridge/pricing/).
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function createOffHours(
  scope: ClusterScope<"offHours" | "clusterName" | "region" | "accountId" | "karpenter">,
  groups: readonly CreatedNodeGroup[],
): void {
  const { parent, name, args } = scope;
  const { offHours, clusterName, region, accountId } = args;
  if (offHours === undefined) return;
  const prefix = `${name}-off-hours`;
  const groupName = `${clusterName}-off-hours`;
  const scheduleGroup = new scheduler.ScheduleGroup(`${prefix}-schedules`, { name: groupName }, { parent });
  const role = createServiceRole(parent, `${prefix}-role`, {
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    trustPolicy: serviceTrustPolicy("scheduler.amazonaws.com", {
      StringEquals: {
        "aws:SourceAccount": accountId,
        "aws:SourceArn": `arn:aws:scheduler:${region}:${accountId}:schedule-group/${groupName}`,
      },
    }),
  });
  const policy = pulumi
    .all(groups.map(({ nodeGroup }) => nodeGroup.arn))
    .apply((arns) => policyDocument([{ Effect: "Allow", Action: "eks:UpdateNodegroupConfig", Resource: arns }]));
  const rights = new iam.RolePolicy(`${prefix}-policy`, { role: role.name, policy }, { parent });
  for (const { key, nodeGroup, desiredSize } of groups) {
    for (const { key: schedule, expression, runsNodes } of nodeSchedules(offHours)) {
      new scheduler.Schedule(
        `${prefix}-${key}-${schedule}`,
        {
          name: `${key}-${schedule}`,
          groupName: scheduleGroup.name,
          scheduleExpression: expression,
          scheduleExpressionTimezone: offHours.timeZone,
          state: offHours.paused ? "DISABLED" : "ENABLED",
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            arn: "arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig",
            roleArn: role.arn,
            // Parameters of the API in upper camel case. Limits that are omitted stay as they are.
            input: pulumi.jsonStringify({
              ClusterName: clusterName,
              NodegroupName: nodeGroup.nodeGroupName,
              ScalingConfig: { DesiredSize: runsNodes ? desiredSize : 0 },
            }),
          },
        },
        { parent, dependsOn: [rights] },
      );
    }
  }
  if (args.karpenter !== undefined) createPoolOffHours(scope, offHours, { prefix, scheduleGroup, role });
}
