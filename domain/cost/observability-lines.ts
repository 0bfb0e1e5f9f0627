import { canaryRuns } from "../monitoring/canary";
import { ARCHIVE_ALARMS } from "../monitoring/log-archive";
import { sloAlarmCounts } from "../monitoring/slo-alarms";
import type { BillInput } from "./bill-input";
import { type BillLine, line } from "./bill-line";
import type { PriceList } from "./price-list";

/** What `monitoring` costs beyond the alarms on the stack's own resources. */
export function observabilityLines({ monitoring }: Pick<BillInput, "monitoring">, { prices }: PriceList): BillLine[] {
  const { alarms, trail, slos, canaries, dashboards, logs, prometheus, grafana } = monitoring;
  const intervals = Object.values(canaries).map(({ everyMinutes }) => everyMinutes);
  const runs = intervals.reduce((sum, minutes) => sum + canaryRuns(minutes), 0);
  const archiveAlarms = Object.keys(logs.archive?.logGroups ?? {}).length * Object.keys(ARCHIVE_ALARMS).length;
  const { metrics, composites } = sloAlarmCounts(slos);
  return [
    // Their metrics are charged only for months in which they counted something.
    line("alarm on the trail", trail?.alarms.length ?? 0, prices.alarm),
    // CloudWatch charges each metric of an alarm on an expression like an alarm.
    line("metric of the alarms on objectives", metrics, prices.alarm),
    line("composite alarm on objectives", composites, prices.compositeAlarm),
    line("run of canaries", runs, prices.canaryRun, { type: "aws:synthetics/canary:Canary" }),
    line("alarm on a canary", intervals.length, prices.alarm),
    line("alarm on log events", Object.keys(logs.metricFilters).length, prices.alarm),
    line("alarm on the log archive", alarms === undefined ? 0 : archiveAlarms, prices.alarm),
    line("collector of Prometheus", prometheus?.collector === true ? 1 : 0, prices.prometheusCollector, {
      type: "aws:amp/scraper:Scraper",
    }),
    line("first editor of Grafana", grafana === undefined ? 0 : 1, prices.grafanaEditor, {
      type: "aws:grafana/workspace:Workspace",
    }),
    // The first three of an account are free, and other stacks may have them.
    line("dashboard", Object.values(dashboards).filter(Boolean).length, prices.dashboard, {
      type: "aws:cloudwatch/dashboard:Dashboard",
    }),
  ].filter(({ quantity }) => quantity > 0);
}
