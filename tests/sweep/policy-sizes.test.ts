import path from "node:path";

import { trustPolicyLength } from "../../domain/iam/policy-lengths";
import { INLINE_POLICY_LENGTH, TRUST_POLICY_LENGTH } from "../../domain/iam/quotas";
import { VPC_QUOTA } from "../../domain/network/quotas";
import { BUCKET_POLICY_BYTES, LIFECYCLE_POLICY_LENGTH } from "../../domain/storage/quotas";
import { recordProgram } from "../support/program";
import type { RecordedResource, Recording } from "../support/record";
import { PLATFORM, PROJECT_DIR } from "../support/stack-files";

const ACCOUNT = "444455556666";
/** The longest bucket key. */
const key = (index: number): string => `bucket-${"x".repeat(14)}-${String(index).padStart(2, "0")}`;

function many<T>(count: number, entry: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => entry(index));
}

/** The highest numbers that the rules accept. */
const PRINCIPALS = many(200, (index) => `arn:aws:iam::${ACCOUNT}:role/${"r".repeat(40)}-${index}`).filter(
  (_, index, all) => lengthOfTrust(all.slice(0, index + 1)) <= (TRUST_POLICY_LENGTH.raisableTo ?? 0),
);

function lengthOfTrust(trustedPrincipals: readonly string[]): number {
  return trustPolicyLength({ trustedPrincipals, requireMfa: true, githubSubjects: [] });
}

type Part = Record<string, unknown>;

/** The longest names and lists that config allows, in all settings that policies depend on. */
function enlarge(config: Record<string, unknown>): void {
  const part = (name: string): Part => config[`groundwork:${name}`] as Part;
  config["groundwork:name"] = "a23456789012345b";
  config["groundwork:aws"] = {
    region: "ap-southeast-2",
    secondRegion: "ap-northeast-1",
    accountId: ACCOUNT,
    organizationId: `o-${"a".repeat(32)}`,
  };
  config["groundwork:account"] = {
    baseline: true,
    registry: {
      replicatedPrefixes: many(100, (index) => `${"p".repeat(26)}-${index}`),
      pullThroughCaches: Object.fromEntries(many(50, (index) => [`cache-${index}`, { upstream: "quay.io" }])),
    },
  };
  Object.assign(part("network"), {
    readableBuckets: many(120, (index) => `${"b".repeat(59)}-${String(index).padStart(3, "0")}`),
    interfaceEndpoints: { bundles: ["private-eks", "karpenter", "ssm"], services: [] },
  });
  const buckets = Object.fromEntries(
    many(16, (index) => [key(index), { noncurrentExpirationDays: 30, replicate: true, inventory: "daily" }]),
  );
  Object.assign(part("storage"), {
    encryption: "customer-managed",
    logDelivery: ["alb", "cloudtrail", "config"],
    registries: { ["r".repeat(231)]: {} },
    secrets: {
      ["s".repeat(200)]: {
        rotation: { functionArn: `arn:aws:lambda:ap-southeast-2:${ACCOUNT}:function:${"f".repeat(64)}`, days: 30 },
      },
    },
    buckets: { ...(part("storage")["buckets"] as Part), ...buckets },
  });
  config["groundwork:backup"] = {
    enabled: true,
    encryption: "customer-managed",
    secondRegionRetentionDays: 7,
    restoreTesting: ["EBS", "EFS", "S3"],
  };
  config["groundwork:monitoring"] = { alarms: { emails: ["ops@example.com"] } };
  const cluster = part("cluster");
  delete cluster["sampleWorkload"];
  cluster["secretsEncryption"] = "customer-managed";
  cluster["accessRoles"] = {
    ["r".repeat(32)]: {
      trustedPrincipals: PRINCIPALS,
      policy: "view",
      notificationTopicArn: `arn:aws:sns:ap-southeast-2:${ACCOUNT}:alarms`,
    },
  };
  cluster["keda"] = {
    queues: many(50, (index) => `${"q".repeat(77)}-${String(index).padStart(2, "0")}`),
    cloudWatchMetrics: true,
  };
  cluster["podIdentities"] = {
    uploader: {
      namespace: "n".repeat(63),
      serviceAccount: "s".repeat(63),
      policyArns: many(25, (index) => `arn:aws:iam::${ACCOUNT}:policy/p${index}`),
    },
  };
  const addons = cluster["optionalAddons"] as Record<string, Part>;
  Object.assign(addons["aws-mountpoint-s3-csi-driver"] ?? {}, {
    buckets: Object.fromEntries(many(16, (index) => [key(index), "read-write"])),
  });
  Object.assign(addons["external-dns"] ?? {}, {
    zones: Object.fromEntries(many(150, (index) => [`z${index}.example.com`, `Z${String(index).padStart(31, "0")}`])),
  });
}

function text(input: unknown): string {
  return typeof input === "string" ? input : JSON.stringify(input ?? "");
}

/** A document without white space, as IAM measures it. */
function measured(document: unknown): number {
  return text(document).replace(/\s/g, "").length;
}

describe("policies of the largest stack that config accepts", () => {
  let program: Recording<Record<string, unknown>>;
  const ofType = (type: string): readonly RecordedResource[] => program.ofType(type);
  const longest = (type: string, input: string): number =>
    Math.max(...ofType(type).map(({ inputs }) => text(inputs[input]).length));

  beforeAll(async () => {
    program = await recordProgram("addons", {
      program: { entry: PLATFORM.entry, directory: path.join(PROJECT_DIR, "examples") },
      edit: enlarge,
    });
  });

  it("leave trust policies of roles within the highest quota of AWS, and all but the longest within the default quota", () => {
    const lengths = ofType("aws:iam/role:Role").map(({ inputs }) => measured(inputs["assumeRolePolicy"]));
    const [first = 0, second = 0] = lengths.sort((one, other) => other - one);
    expect(first).toBeGreaterThan(8000);
    expect(first).toBeLessThanOrEqual(TRUST_POLICY_LENGTH.raisableTo ?? 0);
    expect(second).toBeLessThanOrEqual(TRUST_POLICY_LENGTH.limit);
  });

  it("leave the inline policies of each role within 10,240 characters in total", () => {
    const byRole = new Map<unknown, number>();
    for (const { inputs } of ofType("aws:iam/rolePolicy:RolePolicy")) {
      byRole.set(inputs["role"], (byRole.get(inputs["role"]) ?? 0) + measured(inputs["policy"]));
    }
    expect(byRole.size).toBeGreaterThan(20);
    expect(Math.max(...byRole.values())).toBeGreaterThan(8000);
    expect(Math.max(...byRole.values())).toBeLessThanOrEqual(INLINE_POLICY_LENGTH.limit);
  });

  it.each<[string, string, string, number]>([
    ["bucket policies", "aws:s3/bucketPolicy:BucketPolicy", "policy", BUCKET_POLICY_BYTES.limit],
    ["endpoint policies", "aws:ec2/vpcEndpoint:VpcEndpoint", "policy", VPC_QUOTA.endpointPolicyCharacters.limit],
    // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
    ["key policies", "aws:kms/key:Key", "policy", 32_768],
    // https://docs.aws.amazon.com/efs/latest/ug/limits.html
    ["file system policies", "aws:efs/fileSystemPolicy:FileSystemPolicy", "policy", 20_000],
    ["lifecycle policies", "aws:ecr/lifecyclePolicy:LifecyclePolicy", "policy", LIFECYCLE_POLICY_LENGTH.limit],
    [
      "lifecycle policies of templates",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      "lifecyclePolicy",
      LIFECYCLE_POLICY_LENGTH.limit,
    ],
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    ["event patterns", "aws:cloudwatch/eventRule:EventRule", "eventPattern", 2048],
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    ["filter patterns", "aws:cloudwatch/logMetricFilter:LogMetricFilter", "pattern", 1024],
    // https://docs.aws.amazon.com/resource-groups/latest/APIReference/API_ResourceQuery.html
    ["queries of resource groups", "aws:resourcegroups/group:Group", "resourceQuery", 4096],
  ])("leave %s within their limit", (_, type, input, limit) => {
    expect(ofType(type).length).toBeGreaterThan(0);
    expect(longest(type, input)).toBeLessThanOrEqual(limit);
  });
});
