import { z } from "zod";

import { TRAIL_ALARM_NAMES } from "../../domain/monitoring/trail-alarms";
import { distinct, text } from "../schema/fields";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const logGroupName = text(
  /^[\w./#-]{1,512}$/,
  "the name of a log group: 1 to 512 letters, digits and characters of . - _ / #",
).meta({ examples: ["aws-cloudtrail-logs"] });

const trailSchema = z
  .strictObject({
    logGroupName: logGroupName.exactOptional().meta({
      description:
        "Log group of an existing trail in the Region of the stack, of class STANDARD. `aws cloudtrail describe-trails` prints it as CloudWatchLogsLogGroupArn. Default: the log group of the trail of this stack (account.cloudTrail).",
      examples: ["aws-cloudtrail-logs"],
    }),
    alarms: distinct(z.enum(TRAIL_ALARM_NAMES))
      .min(1)
      .default([...TRAIL_ALARM_NAMES])
      .meta({
        description:
          "Events on which the stack has alarms, $0.40 a month each. An update of a stack changes policies, security groups and routes too: omit what would be raised by your own deployments. Default: all.",
        examples: [["root-use", "console-login-without-mfa", "failed-console-logins", "trail-changes"]],
      }),
  })
  .exactOptional()
  .meta({
    description:
      "Alarms on the events of CloudTrail that CIS recommends: use of the root user, sign-ins to the console that failed or had no MFA, denied calls, and changes of policies, trails, KMS keys, bucket policies, AWS Config, the organization and the network. Security Hub CloudWatch.1 to CloudWatch.14. One stack per account is enough. Needs monitoring.alarms, and a trail with a log group. $0.10 per alarm and month, and $0.30 per metric in a month with events: at most $6 for all. Default: none. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",
  });

/** Keys of `monitoring` that measure more than the resources of the stack. */
export const observabilityShape = {
  trail: trailSchema,
};
