import { stringify } from "yaml";

import { check } from "../../config/check/check";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { bill } from "../../domain/cost/bill";
import { recordProgram } from "../support/program";
import type { RecordedResource } from "../support/record";
import { TODAY } from "../support/stack-files";

type Config = Record<string, unknown>;

function change(config: Config, part: string, values: object): void {
  config[`groundwork:${part}`] = { ...(config[`groundwork:${part}`] as object | undefined), ...values };
}

/** Metrics of alarms and composite alarms of a stack, as the bill counts them. */
function billed(stack: string, config: Config): number[] {
  const { config: platform, problems } = check(
    sourceFromFile(parseStackFile(stringify({ config }), `Pulumi.${stack}.yaml`), stack),
    TODAY,
  );
  if (platform === undefined) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  const { fixed } = bill(platform, TODAY);
  return ["metric of an alarm", "composite alarm"].map(
    (line) => fixed.find(({ what }) => what === line)?.quantity ?? 0,
  );
}

/** Metrics that an alarm evaluates. */
function metrics({ inputs }: RecordedResource): number {
  const queries = (inputs["metricQueries"] ?? [{ metric: {} }]) as readonly { readonly metric?: object }[];
  return queries.filter(({ metric }) => metric !== undefined).length;
}

describe("the alarms of a stack", () => {
  it.each<
    [
      what: string,
      stack: string,
      counts: readonly [metrics: number, composites: number],
      edit: (config: Config) => void,
    ]
  >([
    ["prod", "prod", [23, 2], () => undefined],
    [
      "prod with a regional gateway, copies elsewhere and a file system",
      "prod",
      [26, 2],
      (config) => {
        change(config, "network", { nat: "regional" });
        change(config, "aws", { secondRegion: "eu-central-1" });
        change(config, "backup", { secondRegionRetentionDays: 7 });
        change(config, "storage", { fileSystems: { shared: {} } });
      },
    ],
    [
      "staging without NAT, backups and an audit log",
      "staging",
      [6, 2],
      (config) => {
        change(config, "network", { nat: "none", interfaceEndpoints: { bundles: ["private-eks"] } });
        change(config, "backup", { enabled: false });
        change(config, "cluster", { logTypes: ["api"] });
        change(config, "monitoring", { alarms: { emails: ["ops@example.com"] } });
      },
    ],
    [
      "prod with load balancers, certificates and Container Insights",
      "prod",
      [45, 4],
      (config) => {
        const arn = "arn:aws:elasticloadbalancing:eu-west-1:777788889999";
        change(config, "monitoring", {
          alarms: {
            emails: ["ops@example.com"],
            loadBalancers: {
              web: {
                arn: `${arn}:loadbalancer/app/web/50dc6c495c0c9188`,
                targetGroups: { api: `${arn}:targetgroup/api/73e2d6bc24d8a067` },
              },
            },
            certificates: {
              web: "arn:aws:acm:eu-west-1:777788889999:certificate/12345678-90ab-4cde-8f12-34567890abcd",
            },
          },
        });
        change(config, "cluster", {
          optionalAddons: {
            ...(config["groundwork:cluster"] as { optionalAddons?: object }).optionalAddons,
            "amazon-cloudwatch-observability": { version: "v5.0.0-eksbuild.1" },
          },
        });
      },
    ],
  ])("have the same number as in the bill: %s", async (_, stack, counts, edit) => {
    let edited: Config = {};
    const recording = await recordProgram(stack, {
      edit: (config) => {
        edit(config);
        edited = config;
      },
    });
    const made = [
      recording.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").reduce((sum, alarm) => sum + metrics(alarm), 0),
      recording.ofType("aws:cloudwatch/compositeAlarm:CompositeAlarm").length,
    ];
    expect([made, billed(stack, edited)]).toEqual([counts, counts]);
  });
});
