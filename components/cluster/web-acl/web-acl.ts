import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type { wafv2 as inputs } from "@pulumi/aws/types/input";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";

import {
  MANAGED_RULES,
  type ManagedRules,
  RATE_WINDOW_SECONDS,
  webAclLogGroupName,
} from "../../../domain/cluster/web-acl";

export interface WebAclArgs {
  /** Requests of one address in five minutes; AWS WAF answers further ones with 403. */
  readonly requestsPerFiveMinutes: number;
  /** Managed rule groups of AWS WAF, in the order in which they are evaluated. $1 a month each. */
  readonly managedRules: readonly ManagedRules[];
  /** count: rules count the requests that they would block, and block none. */
  readonly mode: "block" | "count";
  /** Days for which a log group keeps the requests that a rule blocked or counted. Omitted: no log. */
  readonly logRetentionDays?: number | undefined;
}

/** Headers that can contain credentials. The log has them without their values. */
const REDACTED_HEADERS = ["authorization", "cookie"];

/**
 * Creates a web ACL for Application Load Balancers. An Ingress uses it by the annotation
 * `alb.ingress.kubernetes.io/wafv2-acl-arn`. AWS refuses to delete it while a load balancer uses it.
 *
 * $5 a month, $1 for each rule, $0.60 per million requests.
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export function createWebAcl(
  parent: pulumi.Resource,
  name: string,
  { clusterName, webAcl }: { readonly clusterName: string; readonly webAcl?: WebAclArgs | undefined },
): pulumi.Output<string> | undefined {
  if (webAcl === undefined) return undefined;
  const acl = new wafv2.WebAcl(
    `${name}-web-acl`,
    {
      description: `Rate limit and managed rules for load balancers of ${clusterName}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [rateLimit(clusterName, webAcl), ...managedRules(clusterName, webAcl)],
      visibilityConfig: visibility(clusterName),
    },
    { parent },
  );
  if (webAcl.logRetentionDays !== undefined) createLog(parent, name, clusterName, webAcl.logRetentionDays, acl);
  return acl.arn;
}

function rateLimit(clusterName: string, { requestsPerFiveMinutes, mode }: WebAclArgs): inputs.WebAclRule {
  return {
    name: "rate-limit",
    priority: 0,
    action: mode === "block" ? { block: {} } : { count: {} },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        limit: requestsPerFiveMinutes,
        evaluationWindowSec: RATE_WINDOW_SECONDS,
      },
    },
    visibilityConfig: visibility(`${clusterName}-rate-limit`),
  };
}

function managedRules(clusterName: string, { managedRules: keys, mode }: WebAclArgs): inputs.WebAclRule[] {
  return keys.map((key, index) => ({
    name: key,
    priority: index + 1,
    overrideAction: mode === "block" ? { none: {} } : { count: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: MANAGED_RULES[key] } },
    visibilityConfig: visibility(`${clusterName}-${key}`),
  }));
}

/** Metrics of AWS WAF are free. Sampled requests of the last three hours are too, and contain parts of requests. */
function visibility(metricName: string): inputs.WebAclVisibilityConfig {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

/** Only requests that a rule matched: a log of all would cost more than the web ACL. */
function createLog(
  parent: pulumi.Resource,
  name: string,
  clusterName: string,
  retentionInDays: number,
  acl: wafv2.WebAcl,
): void {
  const group = new cloudwatch.LogGroup(
    `${name}-web-acl`,
    { name: webAclLogGroupName(clusterName), retentionInDays },
    { parent },
  );
  new wafv2.WebAclLoggingConfiguration(
    `${name}-web-acl`,
    {
      resourceArn: acl.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: REDACTED_HEADERS.map((header) => ({ singleHeader: { name: header } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    },
    { parent },
  );
}
