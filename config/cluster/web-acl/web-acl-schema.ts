import { z } from "zod";
import { MANAGED_RULES_KEYS, RATE_LIMIT } from "../../../domain/cluster/web-acl";
import { distinct, logRetentionDays } from "../../schema/fields";

export const webAclSchema = z
  .strictObject({
    requestsPerFiveMinutes: z
      .int()
      .min(RATE_LIMIT.min)
      .max(RATE_LIMIT.max)
      .default(2000)
      .meta({
        description:
          "Requests (10 to 2,000,000,000) that one IP address may send in five minutes. AWS WAF answers further ones with 403 until the rate is lower; it notices within about a minute. Users behind one proxy or NAT gateway share an address. Default: 2000. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
        examples: [2000],
      }),
    managedRules: distinct(z.enum(MANAGED_RULES_KEYS))
      .default(["common"])
      .meta({
        description:
          "Managed rule groups of AWS. common: attacks of the OWASP Top 10; it also blocks request bodies of more than 8 KB, so uploads need mode count first. known-bad-inputs: exploits such as Log4j. ip-reputation: addresses of bots. $1 a month each. Default: common. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
        examples: [["common", "known-bad-inputs"]],
      }),
    mode: z.enum(["block", "count"]).default("block").meta({
      description:
        "block: requests that match a rule get 403. count: all rules only count, to see in the metrics of AWS/WAFV2 or in the log whom they would block. Default: block.",
    }),
    logRetentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days for which the log group aws-waf-logs-<name>-<environment> keeps requests that a rule blocked or counted, without the headers Authorization and Cookie. $0.50 per GB. Security Hub WAF.11. Default: no log. https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html",
      examples: [90],
    }),
  })
  .meta({
    description:
      "Web ACL of AWS WAF with a rate limit for each IP address and managed rules, for Application Load Balancers. The sample workload uses it; other Ingresses name it in the annotation alb.ingress.kubernetes.io/wafv2-acl-arn (stack output webAclArn). Needs cluster.loadBalancerController. $5 a month, $1 for each rule (the rate limit and each managed rule group), and $0.60 per million requests. Before it is removed, set the annotation to none on every Ingress. Default: none. Guide: docs/resilience.md. https://aws.amazon.com/waf/pricing/",
    examples: [{ requestsPerFiveMinutes: 2000 }],
  });
