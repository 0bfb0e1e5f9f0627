import { parseArn } from "../../domain/iam/arn";
import { listed } from "../../domain/listed";
import { GRAFANA_REGIONS } from "../../domain/monitoring/grafana";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const PROMETHEUS: Path = ["monitoring", "prometheus"];
const GRAFANA: Path = ["monitoring", "grafana"];
const ADDON: Path = ["cluster", "optionalAddons", "amazon-cloudwatch-observability"];

/** Both are allowed: they differ in their metrics and queries. */
const metricsAreCollectedOnce: Rule = function* ({ monitoring, cluster }) {
  if (monitoring?.prometheus?.collector !== true) return;
  if (cluster?.optionalAddons["amazon-cloudwatch-observability"] === undefined) return;
  const path: Path = [...PROMETHEUS, "collector"];
  yield {
    code: "monitoring/metrics-collected-twice",
    path,
    message: "The add-on of CloudWatch collects the metrics of containers as well.",
    because: [ADDON],
    fix: [set(path, false)],
    warning: true,
  };
};

const collectorSettingsAreUsed: Rule = function* ({ monitoring }, { isWritten }) {
  const prometheus = monitoring?.prometheus;
  if (prometheus === undefined) return;
  const { collector, scrapeConfiguration } = prometheus;
  const unused = [
    ...(collector ? [] : ["intervalSeconds", "scrapeConfiguration"]),
    ...(collector && scrapeConfiguration !== undefined ? ["intervalSeconds"] : []),
  ];
  for (const path of unused.map((key): Path => [...PROMETHEUS, key])) {
    if (!isWritten(path)) continue;
    yield {
      code: "monitoring/unused-collector-setting",
      path,
      message: collector
        ? "`intervalSeconds` has no effect: `scrapeConfiguration` states the interval."
        : "The setting has no effect: `collector` is false.",
      because: [[...PROMETHEUS, collector ? "scrapeConfiguration" : "collector"]],
      fix: [remove(path)],
      warning: true,
    };
  }
};

const keyIsInTheRegion: Rule = function* ({ monitoring, aws }) {
  const keyArn = monitoring?.prometheus?.kmsKeyArn;
  if (keyArn === undefined || aws === undefined || parseArn(keyArn)?.region === aws.region) return;
  yield {
    code: "monitoring/metrics-key-in-another-region",
    path: [...PROMETHEUS, "kmsKeyArn"],
    message: "The workspace cannot use a key of another Region.",
    because: [["aws", "region"]],
    allowed: `a key in ${aws.region}`,
    fix: [edit("name a key in the Region of the stack, or remove `kmsKeyArn`")],
  };
};

const collectorCanWrite: Rule = function* ({ monitoring }) {
  const { collector, kmsKeyArn } = monitoring?.prometheus ?? {};
  if (collector !== true || kmsKeyArn === undefined) return;
  const path: Path = [...PROMETHEUS, "collector"];
  yield {
    code: "monitoring/collector-with-own-key",
    path,
    message: "Collectors of AWS may not write to a workspace with a customer managed key.",
    because: [[...PROMETHEUS, "kmsKeyArn"]],
    fix: [set(path, false)],
    warning: true,
  };
};

const dataSourceExists: Rule = function* ({ monitoring }) {
  const index = monitoring?.grafana?.dataSources.indexOf("PROMETHEUS") ?? -1;
  if (index === -1 || monitoring?.prometheus !== undefined) return;
  const path: Path = [...GRAFANA, "dataSources", index];
  yield {
    code: "monitoring/data-source-without-prometheus",
    path,
    message: "The data source is the workspace of `monitoring.prometheus`, which is not set.",
    because: [["monitoring"]],
    allowed: "CLOUDWATCH, or monitoring.prometheus",
    fix: [edit("set `monitoring.prometheus`, or remove PROMETHEUS from the data sources")],
  };
};

const grafanaIsInTheRegion: Rule = function* ({ monitoring, aws }) {
  if (monitoring?.grafana === undefined || aws === undefined || GRAFANA_REGIONS.includes(aws.region)) return;
  yield {
    code: "monitoring/grafana-not-in-the-region",
    path: GRAFANA,
    message: `${aws.region} does not have Amazon Managed Grafana.`,
    because: [["aws", "region"]],
    allowed: `a stack in ${listed(GRAFANA_REGIONS)}`,
    fix: [remove(GRAFANA)],
  };
};

export const metricsRules: readonly Rule[] = [
  metricsAreCollectedOnce,
  collectorSettingsAreUsed,
  keyIsInTheRegion,
  collectorCanWrite,
  dataSourceExists,
  grafanaIsInTheRegion,
];
