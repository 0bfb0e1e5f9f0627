import { AccountBaseline, type AccountArgs } from "../../../components/account";
import { allowLogDelivery } from "../../../components/storage/log-delivery";
import { policyDocument } from "../../../domain/iam/policy-document";
import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";
import { key, type Recording, record } from "../../support/record";
import { ACCOUNT } from "./fixture";

const TRAIL = "aws:cloudtrail/trail:Trail";
const KEY = "aws:kms/key:Key";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const RULE = "aws:cfg/rule:Rule";
const LINKED_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
const HUB = "aws:securityhub/account:Account";
const STANDARD = "aws:securityhub/standardsSubscription:StandardsSubscription";
const ENABLER = "aws:inspector2/enabler:Enabler";
const COMPUTE_OPTIMIZER = "aws:computeoptimizer/enrollmentStatus:EnrollmentStatus";
const COST_HUB = "aws:costoptimizationhub/enrollmentStatus:EnrollmentStatus";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/groundwork-test";

/** The log bucket exists before the services. */
function accountWithLogBucket(): World {
  const world = new World();
  const cloud = new Cloud(world);
  const { accountId, region } = ACCOUNT;
  const bucket = "groundwork-test-logs";
  const policy = policyDocument(allowLogDelivery(["cloudtrail", "config"], { bucketName: bucket, accountId, region }));
  cloud.create("aws:s3/bucket:Bucket", "logs", { bucket }, TEST_SCOPE);
  cloud.create("aws:s3/bucketPolicy:BucketPolicy", "logs", { bucket, policy }, TEST_SCOPE);
  return world;
}

function recordServices(
  args: Partial<AccountArgs>,
  world = accountWithLogBucket(),
): Promise<Recording<AccountBaseline>> {
  return record(() => new AccountBaseline("account", { ...ACCOUNT, ...args }, {}), { world });
}

function statementsOf(policy: unknown): readonly Record<string, unknown>[] {
  return (JSON.parse(String(policy)) as { Statement: Record<string, unknown>[] }).Statement;
}

const EVERYTHING: Partial<AccountArgs> = {
  cloudTrail: { trail: "create", logGroupRetentionDays: 90 },
  config: { ...ACCOUNT.config, recorder: "create", rules: ["required-tags", "encrypted-volumes"] },
  guardDuty: { ...ACCOUNT.guardDuty, detector: "create" },
  securityHub: { hub: "create", standards: ["aws-foundational-security-best-practices/v/1.0.0"] },
  inspector: { ...ACCOUNT.inspector, activation: "create" },
  computeOptimizer: true,
  costOptimizationHub: true,
};

describe("AccountServices", () => {
  it("creates nothing for services that are off or exist", async () => {
    const existing = {
      cloudTrail: { trail: "existing" },
      config: { ...ACCOUNT.config, recorder: "existing" },
      guardDuty: { ...ACCOUNT.guardDuty, detector: "existing" },
      securityHub: { hub: "existing", standards: [] },
      inspector: { ...ACCOUNT.inspector, activation: "existing" },
    } as const;
    for (const args of [{}, existing]) {
      expect((await recordServices(args)).resources.map(({ name }) => name)).toEqual(["account"]);
    }
  });

  it("is deleted with its stack, except the enrollments for recommendations", async () => {
    const { resources } = await recordServices(EVERYTHING);
    const retained = resources.filter(({ options }) => options.retainOnDelete).map(({ type }) => type);
    expect(retained.sort()).toEqual([COMPUTE_OPTIMIZER, COST_HUB]);
  });

  it("does not need the baseline", async () => {
    expect((await recordServices(EVERYTHING)).ofType("aws:ebs/encryptionByDefault:EncryptionByDefault")).toEqual([]);
  });
});

describe("the trail", () => {
  it("records all Regions, is encrypted and validates its files (CloudTrail.1, CloudTrail.2, CloudTrail.4)", async () => {
    const recording = await recordServices({ cloudTrail: { trail: "create" } });
    expect(recording.one(TRAIL).inputs).toEqual({
      name: "groundwork-test",
      s3BucketName: "groundwork-test-logs",
      kmsKeyId: recording.one(KEY).state["arn"],
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
    });
    expect(recording.ofType(LOG_GROUP)).toEqual([]);
  });

  it("has a key that CloudTrail can use for this trail only, and that is protected", async () => {
    const { inputs, options } = (await recordServices({ cloudTrail: { trail: "create" } })).one(KEY);
    const ofService = statementsOf(inputs["policy"]).filter(({ Principal }) =>
      JSON.stringify(Principal).includes("cloudtrail.amazonaws.com"),
    );
    expect(ofService.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      [
        "kms:GenerateDataKey*",
        { StringEquals: { "aws:SourceArn": TRAIL_ARN, "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL_ARN } },
      ],
      ["kms:DescribeKey", { StringEquals: { "aws:SourceArn": TRAIL_ARN } }],
    ]);
    expect(options.protect).toBe(true);
  });

  it("has a log group of the class that is set", async () => {
    const cloudTrail = { trail: "create", logGroupRetentionDays: 90, logClass: "INFREQUENT_ACCESS" } as const;
    expect((await recordServices({ cloudTrail })).one(LOG_GROUP).inputs["logGroupClass"]).toBe("INFREQUENT_ACCESS");
  });

  it("writes to a log group with a role that can write its own streams only (CloudTrail.5)", async () => {
    const recording = await recordServices({ cloudTrail: { trail: "create", logGroupRetentionDays: 90 } });
    const arn = String(recording.one(LOG_GROUP).state["arn"]);
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy");
    expect(recording.one(LOG_GROUP).inputs["retentionInDays"]).toBe(90);
    expect(recording.one(TRAIL).inputs).toMatchObject({
      cloudWatchLogsGroupArn: `${arn}:*`,
      cloudWatchLogsRoleArn: recording.one("aws:iam/role:Role").state["arn"],
    });
    expect(recording.one(TRAIL).options.dependsOn).toEqual([key(policy)]);
    expect(statementsOf(policy.inputs["policy"]).map(({ Resource }) => Resource)).toEqual([
      `${arn}:log-stream:111122223333_CloudTrail_eu-west-1*`,
    ]);
  });
});

describe("the configuration recorder", () => {
  const recorder = (settings: Partial<AccountArgs["config"]>) =>
    recordServices({ config: { ...ACCOUNT.config, recorder: "create", ...settings } });

  it("records all types once a day with the service-linked role (Config.1)", async () => {
    const recording = await recorder({});
    expect(recording.one(RECORDER).inputs).toEqual({
      name: "groundwork-test",
      roleArn: recording.one(LINKED_ROLE).state["arn"],
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: "DAILY" },
    });
    expect(recording.one(CHANNEL).inputs).toEqual({ name: "groundwork-test", s3BucketName: "groundwork-test-logs" });
  });

  it("starts after it has a delivery channel, and so stops before the channel is deleted", async () => {
    const recording = await recorder({});
    expect(recording.one(CHANNEL).options.dependsOn).toEqual([key(recording.one(RECORDER))]);
    expect(recording.one(RECORDER_STATUS).options.dependsOn).toEqual([key(recording.one(CHANNEL))]);
    expect(recording.one(RECORDER_STATUS).inputs).toEqual({ name: "groundwork-test", isEnabled: true });
  });

  it("records listed types only, and uses a role that exists", async () => {
    const recording = await recorder({ resourceTypes: ["AWS::EC2::Volume"], serviceLinkedRole: "existing" });
    expect(recording.one(RECORDER).inputs).toMatchObject({
      roleArn: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      recordingGroup: {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: ["AWS::EC2::Volume"],
        recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
      },
    });
    expect(recording.ofType(LINKED_ROLE)).toEqual([]);
  });

  it("evaluates rules also if it exists, and requires the keys of the mandatory tags", async () => {
    const rules = ["required-tags", "encrypted-volumes"] as const;
    const world = accountWithLogBucket();
    new Cloud(world).create(RECORDER, "theirs", { name: "default", roleArn: "arn:aws:iam::1:role/r" }, TEST_SCOPE);
    const recording = await recordServices({ config: { ...ACCOUNT.config, recorder: "existing", rules } }, world);
    expect(recording.ofType(RECORDER)).toEqual([]);
    expect(recording.one(RULE, "account-services-rule-encrypted-volumes").inputs).toEqual({
      name: "groundwork-test-encrypted-volumes",
      source: { owner: "AWS", sourceIdentifier: "ENCRYPTED_VOLUMES" },
    });
    expect(
      JSON.parse(String(recording.one(RULE, "account-services-rule-required-tags").inputs["inputParameters"])),
    ).toEqual({
      tag1Key: "Project",
      tag2Key: "Owner",
      tag3Key: "CostCenter",
      tag4Key: "Department",
      tag5Key: "Environment",
      tag6Key: "ManagedBy",
    });
  });
});

describe("the detector", () => {
  const statuses = async (settings: Partial<AccountArgs["guardDuty"]>) => {
    const recording = await recordServices({ guardDuty: { ...ACCOUNT.guardDuty, detector: "create", ...settings } });
    expect(recording.one(DETECTOR).inputs["enable"]).toBe(true);
    return recording.ofType(FEATURE);
  };

  it("turns off the features that are not listed, which AWS would turn on", async () => {
    expect((await statuses({})).map(({ inputs }) => [inputs["name"], inputs["status"]])).toEqual([
      ["EKS_AUDIT_LOGS", "ENABLED"],
      ["S3_DATA_EVENTS", "ENABLED"],
      ["EBS_MALWARE_PROTECTION", "DISABLED"],
      ["RDS_LOGIN_EVENTS", "DISABLED"],
      ["LAMBDA_NETWORK_LOGS", "DISABLED"],
      ["RUNTIME_MONITORING", "DISABLED"],
    ]);
  });

  it.each([
    [false, "DISABLED"],
    [true, "ENABLED"],
  ])("installs no agent in clusters unless manageEksAgent is set: %s", async (manageEksAgent, expected) => {
    const features = await statuses({ features: ["RUNTIME_MONITORING"], manageEksAgent });
    const runtime = features.find(({ inputs }) => inputs["name"] === "RUNTIME_MONITORING");
    expect(runtime?.inputs["status"]).toBe("ENABLED");
    expect(runtime?.inputs["additionalConfigurations"]).toEqual([
      { name: "EKS_ADDON_MANAGEMENT", status: expected },
      { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
    ]);
  });
});

describe("Security Hub", () => {
  const standards = [
    "aws-foundational-security-best-practices/v/1.0.0",
    "cis-aws-foundations-benchmark/v/5.0.0",
  ] as const;

  it("checks the listed standards and no default ones, after AWS Config records", async () => {
    const recording = await recordServices({ ...EVERYTHING, securityHub: { hub: "create", standards } });
    expect(recording.one(HUB).inputs["enableDefaultStandards"]).toBe(false);
    const subscriptions = recording.ofType(STANDARD);
    expect(subscriptions.map(({ inputs }) => inputs["standardsArn"])).toEqual([
      "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
    ]);
    for (const { options } of subscriptions) {
      expect(options.dependsOn).toEqual([key(recording.one(HUB)), key(recording.one(RECORDER_STATUS))]);
    }
  });

  it("checks standards with a hub that exists", async () => {
    const world = accountWithLogBucket();
    new Cloud(world).create(HUB, "theirs", {}, TEST_SCOPE);
    const recording = await recordServices({ securityHub: { hub: "existing", standards } }, world);
    expect(recording.ofType(HUB)).toEqual([]);
    expect(recording.ofType(STANDARD)).toHaveLength(2);
  });
});

it("Amazon Inspector scans the listed types of this account", async () => {
  expect((await recordServices(EVERYTHING)).one(ENABLER).inputs).toEqual({
    accountIds: ["111122223333"],
    resourceTypes: ["EC2", "ECR"],
  });
});

it("the account is enrolled for recommendations", async () => {
  const recording = await recordServices(EVERYTHING);
  expect(recording.one(COMPUTE_OPTIMIZER).inputs).toEqual({ status: "Active" });
  expect(recording.one(COST_HUB).inputs).toEqual({});
});
