import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";

import { renderJson } from "../../../domain/json";
import { accessRoleArn, accessRoleName, accessRoleTrustPolicy, findClusterPolicy } from "./access-role-policies";
import type { AccessRoleArgs } from "./access-args";
import type { ClusterScope } from "../scope";

type Scope = Omit<ClusterScope<"accountId" | "region" | "clusterName">, "controlPlane">;

/** An IAM role for people or pipelines. Its only permission at AWS is to describe the cluster. */
export function createAccessRole({ parent, name, args }: Scope, key: string, access: AccessRoleArgs): iam.Role {
  const { accountId, region, clusterName } = args;
  const role = new iam.Role(
    `${name}-role-${key}`,
    { name: accessRoleName(clusterName, key), assumeRolePolicy: accessRoleTrustPolicy(accountId, access) },
    { parent },
  );
  const clusterArn = `arn:aws:eks:${region}:${accountId}:cluster/${clusterName}`;
  new iam.RolePolicy(
    `${name}-role-${key}-policy`,
    { role: role.name, policy: findClusterPolicy(clusterArn) },
    { parent },
  );
  notifyUse({ parent, name, args }, key, access);
  return role;
}

/**
 * Notifies an SNS topic when the role is assumed, from CloudTrail events. They contain calls to the regional STS endpoint,
 * which the AWS CLI and the SDKs use; calls to the global endpoint are recorded in us-east-1.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
function notifyUse(
  { parent, name, args }: Scope,
  key: string,
  { notificationTopicArn }: Pick<AccessRoleArgs, "notificationTopicArn">,
): void {
  if (notificationTopicArn === undefined) return;
  const rule = new cloudwatch.EventRule(
    `${name}-role-${key}-use`,
    {
      eventPattern: renderJson({
        source: ["aws.sts"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventName: ["AssumeRole", "AssumeRoleWithWebIdentity"],
          requestParameters: { roleArn: [accessRoleArn(args.accountId, args.clusterName, key)] },
        },
      }),
    },
    { parent },
  );
  new cloudwatch.EventTarget(
    `${name}-role-${key}-use-target`,
    { rule: rule.name, targetId: "announce", arn: notificationTopicArn },
    { parent },
  );
}
