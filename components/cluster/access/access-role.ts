import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";

import { renderJson } from "../../../domain/json";
import { accessRoleArn, accessRoleName, accessRoleTrustPolicy, findClusterPolicy } from "./access-role-policies";
import type { AccessRoleArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";

/** A role for people or pipelines, that can find the cluster and do nothing else at AWS. */
export function createAccessRole({ parent, name, args }: ClusterScope, key: string, access: AccessRoleArgs): iam.Role {
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
  announceUse({ parent, name, args }, key, access);
  return role;
}

/**
 * Tells a topic whenever the role is taken on, by what CloudTrail writes down. Of the Region's own STS endpoint, which
 * the AWS CLI and the SDKs use; the global one is recorded in us-east-1.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
function announceUse(
  { parent, name, args }: Pick<ClusterScope, "parent" | "name" | "args">,
  key: string,
  { announceTo }: AccessRoleArgs,
): void {
  if (announceTo === undefined) return;
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
    { rule: rule.name, targetId: "announce", arn: announceTo },
    { parent },
  );
}
