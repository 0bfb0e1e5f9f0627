import { canaryFunctions, canaryRuns, canarySchedule, type CanarySettings } from "../../../domain/monitoring/canary";
import { NO_OBSERVABILITY, recordObservability, TOPICS } from "./fixture";

const CANARY = "aws:synthetics/canary:Canary";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const HOME: CanarySettings = {
  url: "https://www.example.com/",
  method: "GET",
  everyMinutes: 5,
  timeoutSeconds: 30,
  expectedStatus: 200,
  maximumLatencyMs: 2000,
  certificateDays: 14,
};
const OBJECTIVE = { canary: "home", availabilityPercent: 99.9, latencyMs: 200, latencyPercent: 99 };

describe("canaries", () => {
  it("create nothing without an entry, not even the bucket of the script", async () => {
    expect((await recordObservability({})).resources.map(({ name }) => name)).toEqual(["parent"]);
  });

  it("run the script of the bucket with their settings as environment variables", async () => {
    const recording = await recordObservability({ canaries: { home: HOME } });
    const script = recording.one("aws:s3/bucketObjectv2:BucketObjectv2");
    expect(recording.one(CANARY).inputs).toMatchObject({
      name: "shop-test-home",
      runtimeVersion: "syn-nodejs-3.1",
      handler: "canary.handler",
      s3Bucket: script.inputs["bucket"],
      s3Key: script.inputs["key"],
      artifactS3Location: "s3://logs/canaries/shop-test-home",
      schedule: { expression: "rate(5 minutes)" },
      runConfig: {
        timeoutInSeconds: 30,
        environmentVariables: {
          TARGET_URL: "https://www.example.com/",
          METHOD: "GET",
          EXPECTED_STATUS: "200",
          MAXIMUM_LATENCY_MS: "2000",
          CERTIFICATE_DAYS: "14",
          REQUEST_TIMEOUT_MS: "25000",
        },
      },
      startCanary: true,
      deleteLambda: true,
    });
    expect(script.inputs["key"]).toMatch(/^[0-9a-f]{16}\.zip$/);
  });

  it("keep the script encrypted with the key of storage, where it has one", async () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const ofKey = { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryptionKeyArn };
    for (const [key, expected] of [
      [undefined, { sseAlgorithm: "AES256" }],
      [encryptionKeyArn, ofKey],
    ] as const) {
      const storage = { ...NO_OBSERVABILITY.storage, encryptionKeyArn: key };
      const recording = await recordObservability({ canaries: { home: HOME }, storage });
      const { inputs } = recording.one(ENCRYPTION);
      expect(inputs["rules"]).toMatchObject([{ applyServerSideEncryptionByDefault: expected }]);
    }
  });

  it("can write their own reports, logs and metrics only", async () => {
    const recording = await recordObservability({ canaries: { home: HOME } });
    const { Statement } = JSON.parse(String(recording.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"])) as {
      Statement: { Action: string | string[]; Resource: string; Condition?: unknown }[];
    };
    expect(Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["s3:PutObject", "s3:GetObject"], "arn:aws:s3:::logs/canaries/shop-test-home/*"],
      ["s3:GetBucketLocation", "arn:aws:s3:::logs"],
      ["s3:ListAllMyBuckets", "*"],
      [
        ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/cwsyn-shop-test-home-*",
      ],
      ["cloudwatch:PutMetricData", "*"],
    ]);
    expect(Statement.at(-1)?.Condition).toEqual({ StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } });
  });

  // AWS: "/aws/lambda/cwsyn-First-21-Characters-of-CanaryName".
  it.each([
    ["a short name", "home", "cwsyn-shop-test-home-*"],
    ["a name of more than 21 characters", "checkout-home-page", "cwsyn-shop-test-checkout-ho*"],
  ])("with %s can write to the log group that their function has", async (_, key, functions) => {
    const recording = await recordObservability({ canaries: { [key]: HOME } });
    expect(recording.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"]).toContain(`/aws/lambda/${functions}"`);
  });

  it.each(["home", "k".repeat(40)])("%s has a role with the suffix of all roles of the component", async (key) => {
    const { name } = (await recordObservability({ canaries: { [key]: HOME } })).one("aws:iam/role:Role");
    expect(name).toMatch(/^monitoring-canary-.+-role$/);
    // Pulumi appends eight characters, and IAM allows 64.
    expect(name.length).toBeLessThanOrEqual(56);
  });

  it("have functions whose names contain 21 characters of the longest name of a platform", () => {
    expect(canaryFunctions("sixteen-letters-ephemeral-")).toBe("cwsyn-sixteen-letters-ephem*");
  });

  it("raise an alarm when two of three runs fail, and when they do not run", async () => {
    const recording = await recordObservability({ canaries: { home: HOME } });
    expect(recording.one(ALARM).inputs).toMatchObject({
      name: "shop-test-home-canary",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: "shop-test-home" },
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "breaching",
      alarmActions: [TOPICS.P1],
    });
  });

  it("notify at P2 if an objective notifies of the same fault at P1", async () => {
    const recording = await recordObservability({ canaries: { home: HOME }, slos: { home: OBJECTIVE } });
    expect(recording.one(ALARM, "monitoring-canary-home").inputs["alarmActions"]).toEqual([TOPICS.P2]);
  });

  it("register the same resources in a preview", async () => {
    const made = async (preview: boolean): Promise<string[]> =>
      (await recordObservability({ canaries: { home: HOME } }, { preview })).resources.map(({ name }) => name);
    expect((await made(true)).toSorted()).toEqual((await made(false)).toSorted());
  });

  it.each([
    [1, "rate(1 minute)", 43_800],
    [5, "rate(5 minutes)", 8760],
    [60, "rate(60 minutes)", 730],
  ])("at %d minutes have the schedule %s and %d runs a month", (minutes, schedule, runs) => {
    expect([canarySchedule(minutes), canaryRuns(minutes)]).toEqual([schedule, runs]);
  });
});
