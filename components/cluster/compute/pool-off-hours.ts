import * as iam from "@pulumi/aws/iam";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";

import { poolSchedules } from "../../../domain/cluster/off-hours";
import { policyDocument, type PolicyStatement, serviceTrustPolicy } from "../../../domain/iam/policy-document";
import type { ClusterScope } from "../scope";
import { createServiceRole, type ServiceRole } from "../service-role";
import type { OffHoursArgs } from "./compute-args";

/** Runbook of AWS: https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-terminateec2instance.html */
const RUNBOOK = "AWS-TerminateEC2Instance";

/** Karpenter adds it to the instances of its pools. Those of node groups have `eks:cluster-name` instead. */
const CLUSTER_TAG = "eks:eks-cluster-name";

interface OffHoursSchedules {
  readonly prefix: string;
  readonly scheduleGroup: scheduler.ScheduleGroup;
  /** The role of the schedules. */
  readonly role: ServiceRole;
}

/**
 * Schedules that end the nodes of Karpenter's pools by an automation of Systems Manager, after those of the node groups have
 * ended the controller: nothing replaces the nodes until the controller starts in the morning, and then it deletes the
 * objects of nodes that no longer exist. Limits of a pool or disruption budgets would end no node: they only stop Karpenter
 * from creating or disrupting some (https://karpenter.sh/docs/concepts/nodepools/#speclimits). $0.002 for each step and node
 * (https://aws.amazon.com/systems-manager/pricing/).
 */
export function createPoolOffHours(
  { parent, args: { clusterName, region, accountId } }: ClusterScope<"clusterName" | "region" | "accountId">,
  offHours: OffHoursArgs,
  { prefix, scheduleGroup, role }: OffHoursSchedules,
): void {
  const start: PolicyStatement = {
    Sid: "StartRunbook",
    Effect: "Allow",
    Action: "ssm:StartAutomationExecution",
    Resource: [
      `arn:aws:ssm:${region}::document/${RUNBOOK}`,
      `arn:aws:ssm:${region}::automation-definition/${RUNBOOK}:*`,
      `arn:aws:ssm:${region}:${accountId}:automation-execution/*`,
    ],
  };
  const runner = createServiceRole(parent, `${prefix}-pools-role`, {
    trustPolicy: serviceTrustPolicy("ssm.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:ssm:${region}:${accountId}:automation-execution/*` },
    }),
  });
  const runnerRights = new iam.RolePolicy(
    `${prefix}-pools-policy`,
    { role: runner.name, policy: terminatePolicy(clusterName, region, accountId, start) },
    { parent },
  );
  const rights = new iam.RolePolicy(
    `${prefix}-pools-start-policy`,
    {
      role: role.name,
      policy: runner.arn.apply((runnerArn) =>
        policyDocument([
          start,
          {
            Sid: "PassRole",
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: runnerArn,
            Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
          },
        ]),
      ),
    },
    { parent },
  );
  for (const { key, expression } of poolSchedules(offHours)) {
    new scheduler.Schedule(
      `${prefix}-${key}`,
      {
        name: key,
        groupName: scheduleGroup.name,
        scheduleExpression: expression,
        scheduleExpressionTimezone: offHours.timeZone,
        state: offHours.paused ? "DISABLED" : "ENABLED",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution",
          roleArn: role.arn,
          input: pulumi.jsonStringify({
            DocumentName: RUNBOOK,
            Parameters: { AutomationAssumeRole: [runner.arn] },
            TargetParameterName: "InstanceId",
            // The API accepts one tag.
            Targets: [{ Key: `tag:${CLUSTER_TAG}`, Values: [clusterName] }],
            MaxConcurrency: "100%",
            MaxErrors: "100%",
          }),
        },
      },
      { parent, dependsOn: [rights, runnerRights] },
    );
  }
}

/** Ends instances of this cluster's pools alone, and reads what the runbook and its targets need. */
function terminatePolicy(
  clusterName: string,
  region: string,
  accountId: string,
  startTargets: PolicyStatement,
): string {
  return policyDocument([
    {
      Sid: "EndNodesOfPools",
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: `arn:aws:ec2:${region}:${accountId}:instance/*`,
      Condition: {
        StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName },
        StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
      },
    },
    {
      Sid: "FindNodes",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances", "ec2:DescribeInstanceStatus", "ec2:DescribeTags", "tag:GetResources"],
      Resource: "*",
    },
    // One execution for each node.
    startTargets,
  ]);
}
