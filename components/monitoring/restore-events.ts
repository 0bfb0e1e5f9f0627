import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { renderJson } from "../../domain/json";

/**
 * Publishes failed restores to the topic: restore tests, and restores by people in the account and Region. No metric of a
 * single plan counts them. AWS Backup sends events on a best-effort basis, so the monthly report of the tests counts too.
 * Free, as all events of AWS services.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function createRestoreNotification(parent: pulumi.Resource, name: string, topicArn: pulumi.Input<string>): void {
  const rule = new cloudwatch.EventRule(
    `${name}-failed-restores`,
    {
      description: "Restores of AWS Backup that failed, such as monthly restore tests",
      eventPattern: renderJson({
        source: ["aws.backup"],
        "detail-type": ["Restore Job State Change"],
        detail: { status: ["FAILED", "ABORTED"] },
      }),
    },
    { parent },
  );
  new cloudwatch.EventTarget(
    `${name}-failed-restores-target`,
    { rule: rule.name, targetId: "alarms", arn: topicArn },
    { parent },
  );
}
