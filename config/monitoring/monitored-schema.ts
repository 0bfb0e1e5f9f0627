import { z } from "zod";

import { certificateArn, loadBalancerArn, targetGroupArn } from "../schema/arns";
import { text } from "../schema/fields";

const key = text(/^[a-z][a-z0-9-]{0,39}$/, "up to 40 lowercase letters, digits and hyphens, a letter first");

const loadBalancer = z.strictObject({
  arn: loadBalancerArn.meta({
    description:
      "ARN of an Application Load Balancer in the account and Region of the stack. A load balancer of an Ingress gets another ARN when the Ingress is created anew; change the key then.",
    examples: ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188"],
  }),
  targetGroups: z
    .record(key, targetGroupArn)
    .default({})
    .meta({
      description:
        "ARNs of its target groups by key. $0.10 a month each, for an alarm on unhealthy targets. Default: none.",
      examples: [{ web: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067" }],
    }),
});

export const loadBalancers = z.record(key, loadBalancer).default({}).meta({
  description:
    "Application Load Balancers by key, with alarms on server errors (5 % of the requests, P1), errors of clients (25 %, P2), latency (p99 of 2 s, P2) and unhealthy targets (P1). Pulumi does not know the load balancers that controllers create, so their ARNs are given here: `aws elbv2 describe-load-balancers` prints them. $1.10 a month each: 6 metrics and a composite alarm. Default: none. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
});

export const certificates = z
  .record(key, certificateArn)
  .default({})
  .meta({
    description:
      "ARNs of certificates of ACM by key, in the Region of the stack, with alarms 30 days (P2) and 7 days (P1) before the expiry. ACM renews validated certificates 60 days before. Certificates of cluster.hostedZones have these alarms without an entry. $0.20 a month each. Default: none. https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
    examples: [{ web: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-90ab-4cde-8f12-34567890abcd" }],
  });
