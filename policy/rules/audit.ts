import { requireArgument, requireValue } from "../arguments";
import { UNKNOWN, at, differs, elements, isAbsent } from "../props";
import { ofType, pointsTo } from "../references";
import type { Rule, StackRule, StackViolation } from "../rule";

const TRAIL = "aws:cloudtrail/trail:Trail";
const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const DETECTOR = "aws:guardduty/detector:Detector";
const DETECTOR_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

/** A part of the pattern for each kind of event in the account that needs an alarm: CloudWatch.1 to CloudWatch.9. */
const ACCOUNT_EVENTS = {
  "uses of the root user": '"Root"',
  "calls that AWS denies": "AccessDenied",
  "sign-ins without MFA": "MFAUsed",
  "policies of IAM": "PutRolePolicy",
  trails: "StopLogging",
  "sign-ins that fail": "Failed authentication",
  "KMS keys that are deleted": "ScheduleKeyDeletion",
  "policies of buckets": "PutBucketPolicy",
  "the recorder of AWS Config": "PutConfigurationRecorder",
};

/** An event of each kind of change that needs an alarm: CIS AWS Foundations Benchmark 5.10 to 5.14. */
const NETWORK_CHANGES = {
  "security groups": "AuthorizeSecurityGroupIngress",
  "network ACLs": "CreateNetworkAcl",
  gateways: "AttachInternetGateway",
  "route tables": "CreateRoute",
  VPCs: "CreateVpc",
};

/** Features of GuardDuty that watch EKS; EKS_RUNTIME_MONITORING is the earlier form of the second. */
const EKS_FEATURES = ["EKS_AUDIT_LOGS", "RUNTIME_MONITORING"];

/** Rules about services that record what happens in an account. Only one stack of an account has them. */
export const auditRules: readonly Rule[] = [
  {
    name: "trail-all-regions",
    description: "Trails record all Regions",
    controls: ["CloudTrail.1", "CIS-AWS-4.1"],
    level: "advisory",
    types: [TRAIL],
    violations: requireValue("isMultiRegionTrail", true, "The trail records one Region"),
  },
  {
    name: "trail-kms-key",
    description: "Trails are encrypted with a KMS key",
    controls: ["CloudTrail.2", "CIS-AWS-4.5"],
    level: "advisory",
    types: [TRAIL],
    violations: requireArgument("kmsKeyId", "The trail is encrypted with a key of S3"),
  },
  {
    name: "trail-validation",
    description: "Trails write digests, which show whether a log was changed",
    controls: ["CloudTrail.4", "CIS-AWS-4.2"],
    level: "advisory",
    types: [TRAIL],
    violations: requireValue("enableLogFileValidation", true, "A changed log is not detected"),
  },
  {
    name: "trail-log-group",
    description: "Trails deliver to CloudWatch Logs, where alarms can watch them",
    controls: ["CloudTrail.5"],
    level: "advisory",
    types: [TRAIL],
    violations: requireArgument("cloudWatchLogsGroupArn", "No alarm can watch the trail"),
  },
  {
    name: "trail-object-events",
    description: "Trails record reads and writes of objects in S3",
    controls: ["CIS-AWS-4.8", "CIS-AWS-4.9"],
    level: "advisory",
    types: [TRAIL],
    violations: ({ advancedEventSelectors, eventSelectors }) =>
      [advancedEventSelectors, eventSelectors].some(recordsObjects)
        ? []
        : ["Reads and writes of objects are not recorded; select AWS::S3::Object in advancedEventSelectors"],
  },
  {
    name: "trail-account-alarms",
    description:
      "Metric filters count sign-ins, denied calls and changes of the account in trails that CloudWatch Logs keeps",
    controls: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `CloudWatch.${number}`),
    level: "advisory",
    stackViolations: requireMetricFilters(ACCOUNT_EVENTS),
  },
  {
    name: "trail-change-alarms",
    description: "Metric filters count changes of the network in trails that CloudWatch Logs keeps",
    controls: [10, 11, 12, 13, 14].flatMap((number) => [`CIS-AWS-5.${number}`, `CloudWatch.${number}`]),
    level: "advisory",
    stackViolations: requireMetricFilters(NETWORK_CHANGES),
  },
  {
    name: "config-recorder-complete",
    description: "AWS Config records all resources, global ones included",
    controls: ["Config.1", "CIS-AWS-4.3"],
    level: "advisory",
    types: ["aws:cfg/recorder:Recorder"],
    violations: ({ recordingGroup }) =>
      // Without a recording group, AWS Config records all resources of the Region, but no global ones.
      recordingGroup === UNKNOWN || !differs(at(recordingGroup, "includeGlobalResourceTypes"), true)
        ? []
        : ["IAM is not recorded; set recordingGroup.includeGlobalResourceTypes to true"],
  },
  {
    name: "guardduty-enabled",
    description: "GuardDuty detectors are enabled",
    controls: ["GuardDuty.1"],
    level: "advisory",
    types: [DETECTOR],
    violations: ({ enable }) => (enable === false ? ["The detector is suspended; set enable to true"] : []),
  },
  {
    name: "guardduty-eks",
    description: "GuardDuty watches audit logs and the runtime of EKS",
    controls: ["GuardDuty.5", "GuardDuty.7"],
    level: "advisory",
    stackViolations: (resources) =>
      ofType(resources, DETECTOR).flatMap((detector): StackViolation[] => {
        const on = ofType(resources, DETECTOR_FEATURE)
          .filter((feature) => pointsTo(feature, "detectorId", detector))
          .filter(({ props }) => !differs(props["status"], "ENABLED"))
          .map(({ props }) => props["name"]);
        const missing = EKS_FEATURES.filter((feature) => !on.includes(feature) && !on.includes(`EKS_${feature}`));
        return missing.length === 0
          ? []
          : [{ urn: detector.urn, message: `The features ${missing.join(", ")} are off; add a DetectorFeature each` }];
      }),
  },
];

/** Reports trails in CloudWatch Logs without a metric filter for each part of a pattern, by what it counts. */
function requireMetricFilters(events: Readonly<Record<string, string>>): StackRule["stackViolations"] {
  return (resources) =>
    ofType(resources, TRAIL)
      .filter(({ props }) => !isAbsent(props["cloudWatchLogsGroupArn"]))
      .flatMap(({ urn }): StackViolation[] => {
        const patterns = ofType(resources, METRIC_FILTER).map(({ props }) => String(props["pattern"]));
        const missing = Object.entries(events)
          .filter(([, event]) => !patterns.some((pattern) => pattern.includes(event)))
          .map(([subject]) => subject);
        return missing.length === 0
          ? []
          : [{ urn, message: `No metric filter counts events of ${missing.join(", ")}; add one with an alarm` }];
      });
}

function recordsObjects(selectors: unknown): boolean {
  return selectors === UNKNOWN || JSON.stringify(elements(selectors)).includes("AWS::S3::Object");
}
