import { type Edits, problemsWith, verdictOn } from "../fixtures";

const ADDON = { "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} } };

function warningsWith(edits: Edits): string[] {
  return verdictOn(edits).warnings.map(({ path, code }) => `${path}: ${code}`);
}

describe("monitoring.prometheus", () => {
  it("may have its defaults", () => {
    expect(problemsWith({ "monitoring.prometheus": {} })).toEqual([]);
    expect(warningsWith({ "monitoring.prometheus": {} })).toEqual([]);
  });

  it("cannot have a key of another Region", () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d-0000-1111-2222-333344445555";
    expect(problemsWith({ "monitoring.prometheus": { kmsKeyArn } })).toEqual([
      "monitoring.prometheus.kmsKeyArn: monitoring/metrics-key-in-another-region",
    ]);
  });

  it("has a warning with the add-on of CloudWatch, unless it has no collector", () => {
    expect(warningsWith({ ...ADDON, "monitoring.prometheus": {} })).toEqual([
      "monitoring.prometheus.collector: monitoring/metrics-collected-twice",
    ]);
    expect(warningsWith({ ...ADDON, "monitoring.prometheus": { collector: false } })).toEqual([]);
  });

  it("has a warning on a collector with a key of the stack, to which it may not write", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-1111-2222-333344445555";
    expect(warningsWith({ "monitoring.prometheus": { kmsKeyArn } })).toEqual([
      "monitoring.prometheus.collector: monitoring/collector-with-own-key",
    ]);
    expect(warningsWith({ "monitoring.prometheus": { kmsKeyArn, collector: false } })).toEqual([]);
  });

  it.each<[object, string]>([
    [{ collector: false, intervalSeconds: 30 }, "intervalSeconds"],
    [{ collector: false, scrapeConfiguration: "a: b" }, "scrapeConfiguration"],
    [{ scrapeConfiguration: "a: b", intervalSeconds: 30 }, "intervalSeconds"],
  ])("has a warning on a setting without effect: %j", (prometheus, key) => {
    expect(warningsWith({ "monitoring.prometheus": prometheus })).toEqual([
      `monitoring.prometheus.${key}: monitoring/unused-collector-setting`,
    ]);
  });
});

describe("monitoring.grafana", () => {
  it.each<[string, Edits]>([
    ["its defaults", { "monitoring.grafana": {} }],
    [
      "the workspace of Prometheus",
      { "monitoring.prometheus": {}, "monitoring.grafana": { dataSources: ["CLOUDWATCH", "PROMETHEUS"] } },
    ],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a data source that does not exist",
      { "monitoring.grafana": { dataSources: ["PROMETHEUS"] } },
      ["monitoring.grafana.dataSources[0]: monitoring/data-source-without-prometheus"],
    ],
    [
      "a Region without the service",
      { "monitoring.grafana": {}, "aws.region": "eu-north-1" },
      ["monitoring.grafana: monitoring/grafana-not-in-the-region"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
