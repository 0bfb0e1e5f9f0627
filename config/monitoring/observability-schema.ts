import { z } from "zod";

import { CANARY_MINUTES, LEAST_TIMEOUT_SECONDS } from "../../domain/monitoring/canary";
import { LOWEST_TARGET_PERCENT } from "../../domain/monitoring/slo";
import { TRAIL_ALARM_NAMES } from "../../domain/monitoring/trail-alarms";
import { distinct, text } from "../schema/fields";
import { dashboardsSchema, key, logGroupName, logsSchema } from "./logs-schema";

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

const percent = z.number().min(LOWEST_TARGET_PERCENT).max(99.999);

const slosSchema = z
  .record(
    key,
    z.strictObject({
      loadBalancer: text(
        /^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/,
        "the last part of the ARN of an Application Load Balancer, such as app/shop-web/50dc6c495c0c9188",
      )
        .exactOptional()
        .meta({
          description:
            "Application Load Balancer whose requests count, by the last part of its ARN: app/<name>/<id>. `aws elbv2 describe-load-balancers` prints the ARNs. Either this key or canary.",
          examples: ["app/shop-web/50dc6c495c0c9188"],
        }),
      canary: key.exactOptional().meta({
        description:
          "Key of monitoring.canaries whose runs count. A run that took longer than the limit of the canary has failed. Either this key or loadBalancer.",
        examples: ["home-page"],
      }),
      availabilityPercent: percent.default(99.9).meta({
        description: `Share of requests without a 5xx answer, or of successful runs, within 30 days. ${LOWEST_TARGET_PERCENT} to 99.999. Default: 99.9, an error budget of 0.1 %, or 43 minutes of outage in 30 days. https://sre.google/workbook/implementing-slos/`,
        examples: [99.5],
      }),
      latencyMs: z
        .int()
        .min(1)
        .max(60_000)
        .default(200)
        .meta({
          description:
            "Longest response time of a fast request, in ms, from the load balancer to the target and back. No effect with canary. Default: 200.",
          examples: [500],
        }),
      latencyPercent: percent.default(99).meta({
        description: `Share of requests within latencyMs in 30 days. ${LOWEST_TARGET_PERCENT} to 99.999. No effect with canary. Default: 99.`,
        examples: [95],
      }),
    }),
  )
  .default({})
  .meta({
    description:
      "Service level objectives by key. For the availability and the latency of each, alarms compare how fast the error budget of 30 days is spent, each over a long and a short window: P1 at 14.4 times in 1 hour and at 6 times in 6 hours, P2 at 3 times in 1 day and once in 3 days. Only a composite alarm for each severity notifies. Needs monitoring.alarms. $5.60 a month for a load balancer ($0.10 for each metric of an alarm, $0.50 for each composite alarm), $2.20 for a canary. Default: none. https://sre.google/workbook/alerting-on-slos/",
    examples: [{ web: { loadBalancer: "app/shop-web/50dc6c495c0c9188" } }],
  });

const canariesSchema = z
  .record(
    key,
    z.strictObject({
      url: text(/^https:\/\/[^\s@]{1,1000}$/, "an https address without user and password").meta({
        description: "Address that the canary requests from outside the VPC. Redirects are not followed.",
        examples: ["https://www.example.com/healthz"],
      }),
      method: z.enum(["GET", "HEAD", "OPTIONS"]).default("GET").meta({
        description: "HTTP method of the request, which has no body. Default: GET.",
      }),
      everyMinutes: z
        .int()
        .min(CANARY_MINUTES.least)
        .max(CANARY_MINUTES.most)
        .default(5)
        .meta({
          description:
            "Minutes between runs, 1 to 60. $52.56 a month at 1, $10.51 at 5, $0.88 at 60. Default: 5. https://aws.amazon.com/cloudwatch/pricing/",
          examples: [1],
        }),
      timeoutSeconds: z
        .int()
        .min(LEAST_TIMEOUT_SECONDS)
        .max(840)
        .default(30)
        .meta({
          description:
            "Longest duration of a run with the start of its function, 15 to 840 seconds, and not longer than everyMinutes. The request itself has 5 seconds less. Default: 30.",
          examples: [60],
        }),
      expectedStatus: z
        .int()
        .min(100)
        .max(599)
        .default(200)
        .meta({
          description: "HTTP status of a successful answer. Default: 200.",
          examples: [302],
        }),
      maximumLatencyMs: z
        .int()
        .min(1)
        .max(600_000)
        .default(2000)
        .meta({
          description:
            "Longest time to the end of the answer, in ms, with name resolution and TLS handshake. A slower run fails. Default: 2000.",
          examples: [500],
        }),
      certificateDays: z
        .int()
        .min(0)
        .max(365)
        .default(14)
        .meta({
          description:
            "Runs fail from this many days before the expiry of the certificate. ACM renews certificates 60 days before. Default: 14. https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
          examples: [30],
        }),
    }),
  )
  .default({})
  .meta({
    description:
      "Canaries of CloudWatch Synthetics by key. Each requests an address at an interval and fails if the status, the latency or the remaining days of the certificate are not as expected; it writes a report to canaries/ in the log bucket. An alarm is raised if two of three runs fail, or if the canary does not run: P1, or P2 if monitoring.slos has an objective for the canary. Needs monitoring.alarms. $0.0012 per run, $10.51 a month at 5 minutes, and less than $1 for the Lambda function. Default: none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html",
    examples: [{ "home-page": { url: "https://www.example.com/" } }],
  });

/** Keys of `monitoring` that measure more than the resources of the stack. */
export const observabilityShape = {
  trail: trailSchema,
  slos: slosSchema,
  canaries: canariesSchema,
  dashboards: dashboardsSchema,
  logs: logsSchema,
};
