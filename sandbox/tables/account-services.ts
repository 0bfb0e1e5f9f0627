import type { Props } from "../props";
import { isRecord } from "../property-diff";
import type { WorldObject } from "../world";
import { KEY } from "./kms";
import { BUCKET, BUCKET_POLICY, statements } from "./s3-setting";
import type { Request, ResourceTable, ServiceTable } from "./table";

const TRAIL = "aws:cloudtrail/trail:Trail";
const RECORDER = "aws:cfg/recorder:Recorder";
const RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const DETECTOR = "aws:guardduty/detector:Detector";
const HUB = "aws:securityhub/account:Account";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const MOST_TRAILS = 5;
/** Of an account and Region: https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html */
const MOST_RULES = 1000;

/** Services that an account has once, or once per Region. Error codes are those of the API references of the services. */
export const accountServices: ServiceTable = {
  [TRAIL]: {
    id: ({ inputs, region, accountId }) => `arn:aws:cloudtrail:${region}:${accountId}:trail/${String(inputs["name"])}`,
    outputs: { arn: ({ id }) => id, homeRegion: ({ region }) => region, snsTopicArn: () => "" },
    refusals: refuseTrail,
  },
  [RECORDER]: {
    id: ({ inputs }) => String(inputs["name"]),
    outputs: {
      recordingGroup: () => ({ allSupported: true, includeGlobalResourceTypes: false }),
      recordingMode: () => ({ recordingFrequency: "CONTINUOUS" }),
    },
    // A second recorder of the same name overwrites the first.
    overwritesExisting: true,
    refusals: (request, current) =>
      others(request, current).some(({ id }) => id !== request.inputs["name"])
        ? [
            `MaxNumberOfConfigurationRecordersExceededException: the maximum number of configuration recorders in ${request.region} is 1`,
          ]
        : [],
  },
  [CHANNEL]: {
    id: ({ inputs }) => String(inputs["name"]),
    overwritesExisting: true,
    refusals: (request, current) => [
      ...(others(request, current).some(({ id }) => id !== request.inputs["name"])
        ? [
            `MaxNumberOfDeliveryChannelsExceededException: the maximum number of delivery channels in ${request.region} is 1`,
          ]
        : []),
      ...refuseWithoutRecorder(request),
      ...refuseDelivery(
        request,
        "config.amazonaws.com",
        "InsufficientDeliveryPolicyException",
        "NoSuchBucketException",
      ),
    ],
    deleteRefusals: ({ id, region }, world) =>
      world.ofType(RECORDER_STATUS).some((status) => status.region === region && status.state["isEnabled"] === true)
        ? [
            `LastDeliveryChannelDeleteFailedException: Failed to delete last specified delivery channel with name '${id}', because there is a running configuration recorder.`,
          ]
        : [],
  },
  [RECORDER_STATUS]: {
    id: ({ inputs }) => String(inputs["name"]),
    refusals: (request) => [
      ...refuseWithoutRecorder(request),
      ...(inRegion(request, CHANNEL).length === 0 && request.inputs["isEnabled"] === true
        ? ["NoAvailableDeliveryChannelException: Delivery channel is not available to start configuration recorder."]
        : []),
    ],
  },
  "aws:cfg/rule:Rule": {
    id: ({ inputs }) => String(inputs["name"]),
    outputs: {
      arn: ({ hex, region, accountId }) => `arn:aws:config:${region}:${accountId}:config-rule/config-rule-${hex(6)}`,
      ruleId: ({ hex }) => `config-rule-${hex(6)}`,
      evaluationModes: () => [{ mode: "DETECTIVE" }],
    },
    refusals: (request, current) => [
      ...refuseWithoutRecorder(request),
      ...(others(request, current).length >= MOST_RULES
        ? [`MaxNumberOfConfigRulesExceededException: the account has ${MOST_RULES} rules in ${request.region}`]
        : []),
    ],
  },
  [DETECTOR]: {
    id: ({ hex }) => hex(32),
    outputs: {
      accountId: ({ accountId }) => accountId,
      arn: ({ id, region, accountId }) => `arn:aws:guardduty:${region}:${accountId}:detector/${id}`,
      datasources: () => ({}),
      findingPublishingFrequency: () => "SIX_HOURS",
    },
    // https://github.com/hashicorp/terraform-provider-aws/issues/11780
    refusals: (request, current) =>
      others(request, current).length > 0
        ? ["BadRequestException: The request is rejected because a detector already exists for the current account."]
        : [],
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    id: ({ inputs }) => `${String(inputs["detectorId"])}/${String(inputs["name"])}`,
    // The provider updates the detector, which has every feature.
    overwritesExisting: true,
    refusals: ({ inputs, world }) =>
      world.get(DETECTOR, String(inputs["detectorId"])) === undefined
        ? [
            "BadRequestException: The request is rejected because the input detectorId is not owned by the current account.",
          ]
        : [],
  },
  [HUB]: {
    id: ({ accountId }) => accountId,
    outputs: {
      arn: ({ region, accountId }) => `arn:aws:securityhub:${region}:${accountId}:hub/default`,
      controlFindingGenerator: () => "SECURITY_CONTROL",
    },
    refusals: (request, current) =>
      others(request, current).length > 0
        ? ["ResourceConflictException: Account is already subscribed to Security Hub"]
        : [],
  },
  "aws:securityhub/standardsSubscription:StandardsSubscription": {
    id: subscriptionArn,
    outputs: { arn: subscriptionArn },
    refusals: (request) => [
      ...(inRegion(request, HUB).length === 0
        ? [`InvalidAccessException: Account ${request.accountId} is not subscribed to AWS Security Hub`]
        : []),
      ...(STANDARD.test(String(request.inputs["standardsArn"])) ? [] : ["InvalidInputException: no such standard"]),
    ],
  },
  "aws:inspector2/enabler:Enabler": {
    id: ({ inputs }) => `${sorted(inputs["accountIds"])}-${sorted(inputs["resourceTypes"])}`,
    // Activates types that are active already, and turns off the others.
    overwritesExisting: true,
  },
  "aws:computeoptimizer/enrollmentStatus:EnrollmentStatus": enrollment({
    includeMemberAccounts: () => false,
    numberOfMemberAccountsOptedIn: () => 0,
  }),
  "aws:costoptimizationhub/enrollmentStatus:EnrollmentStatus": enrollment({
    includeMemberAccounts: () => false,
    status: () => "Active",
  }),
  "aws:ssm/serviceSetting:ServiceSetting": {
    id: ({ inputs }) => String(inputs["settingId"]),
    overwritesExisting: true,
    outputs: { arn: ({ inputs }) => inputs["settingId"], status: () => "Customized" },
    refusals: ({ inputs, region, accountId }) =>
      String(inputs["settingId"]).startsWith(`arn:aws:ssm:${region}:${accountId}:servicesetting/`)
        ? []
        : ["ServiceSettingNotFound: The specified service setting wasn't found."],
  },
};

const STANDARD = /^arn:aws:securityhub:[a-z0-9-]+::standards\/[a-z0-9-]+\/v\/\d+\.\d+\.\d+$/;

/** Objects of a type in the account and Region of the request. */
function inRegion({ world, region, accountId }: Request, type: string): readonly WorldObject[] {
  return world.ofType(type).filter((object) => object.region === region && object.accountId === accountId);
}

function others(request: Request, current: WorldObject | undefined): readonly WorldObject[] {
  return inRegion(request, request.type).filter(({ id }) => id !== current?.id);
}

function enrollment(outputs: NonNullable<ResourceTable["outputs"]>): ResourceTable {
  return { id: ({ accountId }) => accountId, overwritesExisting: true, outputs };
}

function subscriptionArn({ inputs, region, accountId }: Request): string {
  const [, standard = ""] = String(inputs["standardsArn"]).split("standards/");
  return `arn:aws:securityhub:${region}:${accountId}:subscription/${standard}`;
}

function sorted(values: unknown): string {
  return (values as readonly string[]).toSorted().join(":");
}

function refuseWithoutRecorder(request: Request): string[] {
  return inRegion(request, RECORDER).length === 0
    ? ["NoAvailableConfigurationRecorderException: Configuration recorder is not available."]
    : [];
}

function refuseTrail(request: Request, current?: WorldObject): string[] {
  const { inputs, world } = request;
  const all = others(request, current);
  const [key] = world.ofType(KEY, { arn: inputs["kmsKeyId"] });
  const logGroup = inputs["cloudWatchLogsGroupArn"];
  return [
    ...(all.some(({ state }) => state["name"] === inputs["name"])
      ? [`TrailAlreadyExistsException: Trail ${String(inputs["name"])} already exists`]
      : []),
    ...(all.length >= MOST_TRAILS
      ? [`MaximumNumberOfTrailsExceededException: the account has ${MOST_TRAILS} trails in ${request.region}`]
      : []),
    ...refuseDelivery(
      request,
      "cloudtrail.amazonaws.com",
      "InsufficientS3BucketPolicyException",
      "S3BucketDoesNotExistException",
    ),
    ...(key === undefined || allows(key.state["policy"], "cloudtrail.amazonaws.com", "kms:GenerateDataKey*")
      ? []
      : ["InsufficientEncryptionPolicyException: Insufficient permissions to access S3 bucket or KMS key"]),
    ...(typeof logGroup !== "string" || logGroup.endsWith(":*")
      ? []
      : ["InvalidCloudWatchLogsLogGroupArnException: the ARN of the log group must end with :*"]),
  ];
}

/** A bucket outside this world is refused, because these services test the bucket when they are configured. */
function refuseDelivery({ inputs, world }: Request, service: string, refused: string, missing: string): string[] {
  const bucket = String(inputs["s3BucketName"]);
  if (world.get(BUCKET, bucket) === undefined) return [`${missing}: the bucket ${bucket} does not exist`];
  const policy = world.get(BUCKET_POLICY, bucket)?.state["policy"];
  return ["s3:GetBucketAcl", "s3:PutObject"].every((action) => allows(policy, service, action))
    ? []
    : [`${refused}: the policy of the bucket ${bucket} does not allow ${service} to write`];
}

function allows(policy: unknown, service: string, action: string): boolean {
  return statements(policy).some(
    ({ Effect, Principal, Action }: Props) =>
      Effect === "Allow" &&
      isRecord(Principal) &&
      [Principal["Service"]].flat().includes(service) &&
      [Action].flat().includes(action),
  );
}
