import { parseArn } from "../../domain/iam/arn";
import { METRIC_FILTERS } from "../../domain/monitoring/quotas";
import { edit } from "../diagnostics/finding";
import { quotaFinding } from "../check/quota-finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

const ALARMS: Path = ["monitoring", "alarms"];
const LOGS: Path = ["monitoring", "logs"];

/** A resource outside of the stack, and the command that lists those to choose from. */
interface Monitored {
  readonly path: Path;
  readonly arn: string;
  readonly list: string;
}

/**
 * An alarm evaluates metrics of its own account and Region. On those of another one it has no data, and is never raised.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Cross-Account-Cross-Region.html
 */
const monitoredResourcesAreOfTheStack: Rule = function* ({ monitoring, aws }) {
  if (aws === undefined) return;
  for (const { path, arn, list } of monitoredResources(monitoring)) {
    const { region, accountId } = parseArn(arn) ?? {};
    if (region === aws.region && accountId === aws.accountId) continue;
    yield {
      code: "monitoring/resource-elsewhere",
      path,
      message: "CloudWatch alarms evaluate metrics of the stack's account and Region only, so this one has no data.",
      because: [["aws"]],
      allowed: `a resource of account ${aws.accountId} in ${aws.region}`,
      fix: [edit(`\`${list} --region ${aws.region}\` prints the ARNs to choose from`)],
    };
  }
};

function monitoredResources(monitoring: ReadableParts["monitoring"]): readonly Monitored[] {
  const { loadBalancers = {}, certificates = {} } = monitoring?.alarms ?? {};
  return [
    ...Object.entries(loadBalancers).flatMap(([key, { arn, targetGroups }]): Monitored[] => [
      {
        path: [...ALARMS, "loadBalancers", key, "arn"],
        arn,
        list: "aws elbv2 describe-load-balancers --query 'LoadBalancers[].LoadBalancerArn'",
      },
      ...Object.entries(targetGroups).map(([group, targetGroupArn]) => ({
        path: [...ALARMS, "loadBalancers", key, "targetGroups", group],
        arn: targetGroupArn,
        list: "aws elbv2 describe-target-groups --query 'TargetGroups[].TargetGroupArn'",
      })),
    ]),
    ...Object.entries(certificates).map(([key, arn]) => ({
      path: [...ALARMS, "certificates", key],
      arn,
      list: "aws acm list-certificates --query 'CertificateSummaryList[].CertificateArn'",
    })),
  ];
}

/** Other filters of the group, such as those of the audit log, are not counted: only AWS knows all. */
const metricFiltersFitTheirLogGroups: Rule = function* ({ monitoring }) {
  const { trail, logs } = monitoring ?? {};
  if (logs === undefined) return;
  const ofTrail = trail === undefined ? [] : trail.alarms.map(() => trail.logGroupName);
  const groups = [...Object.values(logs.metricFilters).map(({ logGroupName }) => logGroupName), ...ofTrail];
  for (const [group, count] of countsOf(groups.filter((name) => name !== undefined))) {
    yield* quotaFinding({
      code: "monitoring/metric-filter-quota",
      path: [...LOGS, "metricFilters"],
      count,
      counted: `metric filters of \`${group}\``,
      quota: METRIC_FILTERS,
    });
  }
};

function countsOf(names: readonly string[]): readonly (readonly [string, number])[] {
  return [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]);
}

export const monitoredRules: readonly Rule[] = [monitoredResourcesAreOfTheStack, metricFiltersFitTheirLogGroups];
