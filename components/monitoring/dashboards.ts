import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

import { costDashboard, type DashboardParts, signalsDashboard } from "../../domain/monitoring/dashboards";

export interface DashboardsArgs {
  readonly signals: boolean;
  readonly cost: boolean;
}

/** Creates the dashboards of the stack. $3 a month each; an account has three free of charge. */
export function createDashboards(
  parent: pulumi.Resource,
  name: string,
  { signals, cost }: DashboardsArgs,
  platformName: string,
  parts: pulumi.Output<DashboardParts>,
): void {
  const create = (key: string, body: (known: DashboardParts) => string): void => {
    new cloudwatch.Dashboard(
      `${name}-dashboard-${key}`,
      { dashboardName: `${platformName}-${key}`, dashboardBody: parts.apply(body) },
      { parent },
    );
  };
  if (signals) create("signals", signalsDashboard);
  if (cost) create("cost", costDashboard);
}
