import { existsSync } from "node:fs";
import path from "node:path";

import { ARCHIVE_ALARMS, archivePrefixes, archiveStreamName } from "../../../domain/monitoring/log-archive";
import type { Recording } from "../../support/record";
import { recordObservability, SCOPE, TOPICS } from "./fixture";

const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const FILTER = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const NONE = { queriedLogGroups: [], metricFilters: {}, subscriptions: {} };
const ARCHIVE = { logGroups: { app: "own", events: "trail" } };

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

function recordArchive(archive: object = ARCHIVE, options = {}): Promise<Recording<void>> {
  const storage = { logBucketName: "logs", bucketNames: { audit: "logs" }, encryptionKeyArn: "arn:aws:kms:key" };
  return recordObservability({ storage, logs: { ...NONE, archive: { ...ARCHIVE, ...archive } } }, options);
}

function statements(recording: Recording<void>, role: string): Statement[] {
  const policy = recording.ofType(POLICY).find(({ name }) => name === `monitoring-archive-${role}-role`);
  return (JSON.parse(String(policy?.inputs["policy"])) as { Statement: Statement[] }).Statement;
}

describe("the log archive", () => {
  it("has a stream for each log group, which writes compressed lines below the key", async () => {
    const streams = (await recordArchive()).ofType(STREAM);
    expect(streams.map(({ name, inputs }) => [name, inputs["name"]])).toEqual([
      ["monitoring-archive-app", "shop-test-archive-app"],
      ["monitoring-archive-events", "shop-test-archive-events"],
    ]);
    expect(streams[0]?.inputs).toMatchObject({
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
      extendedS3Configuration: {
        bucketArn: "arn:aws:s3:::logs",
        prefix: "log-archive/app/!{timestamp:yyyy/MM/dd/HH}/",
        errorOutputPrefix: "log-archive-errors/app/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/",
        compressionFormat: "GZIP",
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: "/aws/kinesisfirehose/shop-test-archive",
          logStreamName: "app",
        },
        processingConfiguration: {
          enabled: true,
          processors: [{ type: "Decompression" }, { type: "AppendDelimiterToRecord" }],
        },
      },
    });
  });

  it("receives all events of each log group by a subscription with a role", async () => {
    const filters = (await recordArchive()).ofType(FILTER);
    const arn = (key: string): string =>
      `arn:aws:firehose:${SCOPE.region}:${SCOPE.accountId}:deliverystream/shop-test-archive-${key}`;
    expect(
      filters.map(({ inputs }) => [inputs["logGroup"], inputs["destinationArn"], inputs["filterPattern"]]),
    ).toEqual([
      ["own", arn("app"), ""],
      ["trail", arn("events"), ""],
    ]);
    for (const { inputs } of filters) expect(inputs["roleArn"]).toMatch(/^arn:aws:iam:/);
  });

  it("may write its own objects only, and no object of other logs", async () => {
    const writer = statements(await recordArchive(), "writer");
    const puts = writer.filter(({ Action }) => [Action].flat().includes("s3:PutObject"));
    expect(puts.map(({ Resource }) => Resource)).toEqual([
      ["arn:aws:s3:::logs/log-archive/*", "arn:aws:s3:::logs/log-archive-errors/*"],
    ]);
    expect(writer.flatMap(({ Resource }) => Resource)).not.toContain("*");
  });

  it.each<[string, object, boolean]>([
    ["uses no key for the log bucket, which is encrypted by S3", {}, false],
    ["uses the key of storage for another bucket", { bucket: "audit" }, true],
  ])("%s", async (_, archive, usesKey) => {
    const keys = statements(await recordArchive(archive), "writer").filter(
      ({ Resource }) => Resource === "arn:aws:kms:key",
    );
    expect(keys.map(({ Action }) => Action)).toEqual(usesKey ? [["kms:Decrypt", "kms:GenerateDataKey"]] : []);
  });

  it("lets CloudWatch Logs send to the streams of the archive only", async () => {
    const arn = `arn:aws:firehose:${SCOPE.region}:${SCOPE.accountId}:deliverystream/shop-test-archive`;
    expect(statements(await recordArchive(), "sender")).toEqual([
      {
        Effect: "Allow",
        Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        Resource: [`${arn}-app`, `${arn}-events`],
      },
    ]);
  });

  it("has two alarms for each log group, which notify at P2", async () => {
    const alarms = (await recordArchive()).ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.map(({ inputs }) => inputs["name"])).toEqual([
      "shop-test-archive-age-app",
      "shop-test-archive-errors-app",
      "shop-test-archive-age-events",
      "shop-test-archive-errors-events",
    ]);
    expect(alarms[0]?.inputs).toMatchObject({
      metricName: "DeliveryToS3.DataFreshness",
      dimensions: { DeliveryStreamName: "shop-test-archive-app" },
      threshold: 3600,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      alarmActions: [TOPICS.P2],
    });
    expect(alarms[1]?.inputs).toMatchObject({
      metricName: "DeliveryToS3.Success",
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
    });
  });

  it("has no alarms without topics", async () => {
    const recording = await recordArchive({}, { hasTopics: false });
    expect(recording.ofType(STREAM)).toHaveLength(2);
    expect(recording.ofType("aws:cloudwatch/metricAlarm:MetricAlarm")).toEqual([]);
  });

  it("keeps the reasons of failed deliveries for 14 days", async () => {
    expect((await recordArchive()).one("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
      name: "/aws/kinesisfirehose/shop-test-archive",
      retentionInDays: 14,
    });
  });
});

describe("the data of the log archive", () => {
  it.each(Object.entries(ARCHIVE_ALARMS))("links a runbook page and a page of AWS: %s", (_, { runbook, source }) => {
    expect(existsSync(path.resolve(__dirname, `../../../docs/runbooks/alarms/${runbook}.md`))).toBe(true);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/firehose\//);
  });

  it("shortens names of streams to 64 characters, and keeps them apart", () => {
    const names = ["a", "b"].map((end) => archiveStreamName("a".repeat(40), `${"k".repeat(39)}${end}`));
    expect(names.map(({ length }) => length)).toEqual([64, 64]);
    expect(new Set(names).size).toBe(2);
  });

  it("separates the objects of each key", () => {
    expect(archivePrefixes("a").prefix.startsWith("log-archive/a/")).toBe(true);
  });
});
