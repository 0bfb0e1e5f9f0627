import * as costexplorer from "@pulumi/aws/costexplorer";
import type * as pulumi from "@pulumi/pulumi";

import { impactPercent } from "../../domain/cost/budget-limits";

export interface AnomalyArgs {
  /** ARN of the monitor of all AWS services that the account has already. Omitted: the stack creates the monitor. */
  readonly monitorArn?: string;
  /** Costs of a service in percent of those that AWS expects, from which an anomaly is reported. More than 100. */
  readonly percentOfExpected: number;
  /** US dollars above the expected costs, below which an anomaly is not reported. */
  readonly minImpactUsd: number;
  /** Email addresses that receive a summary once a day. */
  readonly emails: readonly string[];
  /** SNS topic that receives each anomaly when AWS detects it. */
  readonly notificationTopicArn?: string;
}

/**
 * Alerts about costs of a service that exceed what Cost Anomaly Detection expects. $0.
 * Summaries go to email addresses only, single alerts to SNS topics only, so each has its own subscription:
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html
 */
export function createAnomalyAlerts(
  parent: pulumi.Resource,
  name: string,
  platformName: string,
  args: AnomalyArgs,
): void {
  const { emails, notificationTopicArn } = args;
  const shared = {
    monitorArnLists: [args.monitorArn ?? createMonitor(parent, name, platformName).arn],
    thresholdExpression: {
      ands: [
        threshold("ANOMALY_TOTAL_IMPACT_PERCENTAGE", impactPercent(args.percentOfExpected)),
        threshold("ANOMALY_TOTAL_IMPACT_ABSOLUTE", args.minImpactUsd),
      ],
    },
  };
  if (emails.length > 0) {
    new costexplorer.AnomalySubscription(
      `${name}-anomalies-daily`,
      {
        name: `${platformName}-daily`,
        frequency: "DAILY",
        subscribers: emails.map((address) => ({ type: "EMAIL", address })),
        ...shared,
      },
      { parent },
    );
  }
  if (notificationTopicArn !== undefined) {
    new costexplorer.AnomalySubscription(
      `${name}-anomalies-immediate`,
      {
        name: `${platformName}-immediate`,
        frequency: "IMMEDIATE",
        subscribers: [{ type: "SNS", address: notificationTopicArn }],
        ...shared,
      },
      { parent },
    );
  }
}

/** An account has one monitor of all AWS services: https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html */
function createMonitor(parent: pulumi.Resource, name: string, platformName: string): costexplorer.AnomalyMonitor {
  return new costexplorer.AnomalyMonitor(
    `${name}-anomaly-monitor`,
    { name: `${platformName}-services`, monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" },
    { parent },
  );
}

function threshold(
  key: "ANOMALY_TOTAL_IMPACT_PERCENTAGE" | "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
  value: number,
): { dimension: { key: string; matchOptions: string[]; values: string[] } } {
  return { dimension: { key, matchOptions: ["GREATER_THAN_OR_EQUAL"], values: [String(value)] } };
}
