import { stringify } from "yaml";

import { check } from "../../config/check/check";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { bill } from "../../domain/cost/bill";
import { recordProgram } from "../support/program";
import { TODAY } from "../support/stack-files";

type Config = Record<string, unknown>;

function change(config: Config, part: string, values: object): void {
  config[`groundwork:${part}`] = { ...(config[`groundwork:${part}`] as object | undefined), ...values };
}

/** Alarms of a stack, as the bill counts them. */
function billed(stack: string, config: Config): number {
  const { config: platform, problems } = check(
    sourceFromFile(parseStackFile(stringify({ config }), `Pulumi.${stack}.yaml`), stack),
    TODAY,
  );
  if (platform === undefined) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return bill(platform, TODAY).fixed.find(({ what }) => what === "alarm")?.quantity ?? 0;
}

describe("the alarms of a stack", () => {
  it.each<[what: string, stack: string, count: number, edit: (config: Config) => void]>([
    ["prod", "prod", 10, () => undefined],
    [
      "prod with a regional gateway, copies elsewhere and a file system",
      "prod",
      13,
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
      3,
      (config) => {
        change(config, "network", { nat: "none", interfaceEndpoints: { bundles: ["private-eks"] } });
        change(config, "backup", { enabled: false });
        change(config, "cluster", { logTypes: ["api"] });
        change(config, "monitoring", { alarms: { emails: ["ops@example.com"] } });
      },
    ],
  ])("have the same number as in the bill: %s", async (_, stack, count, edit) => {
    let edited: Config = {};
    const recording = await recordProgram(stack, {
      edit: (config) => {
        edit(config);
        edited = config;
      },
    });
    const made = recording.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").length;
    expect([made, billed(stack, edited)]).toEqual([count, count]);
  });
});
