import { platformTags } from "../../../components/tagging";
import { type Props, UNKNOWN } from "../../../policy/props";
import type { StackResource, StackRule } from "../../../policy/rule";
import { rules } from "../../../policy/rules";
import { DEFAULT_TAG_KEYS } from "../../../domain/tags/tag-keys";
import { TAG_ARGS } from "../tagging/fixture";

const BUCKET = "aws:s3/bucket:Bucket";
const VPC = "aws:ec2/vpc:Vpc";
const KEYS = Object.values(DEFAULT_TAG_KEYS);
const TAGS = Object.fromEntries(KEYS.map((key) => [key, "x"]));
const TLS_POLICY = JSON.stringify({
  Statement: {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
});

function resource(type: string, props: StackResource["props"], sources: StackResource["sources"] = {}): StackResource {
  return {
    urn: `urn:pulumi:test::groundwork::${type}::${type.split(":")[2] ?? ""}`,
    type,
    props,
    sources,
    isProtected: false,
  };
}

function violations(name: string, resources: readonly StackResource[], config: Props = {}): string[] {
  const rule = rules.find(
    (candidate): candidate is StackRule => candidate.name === name && "stackViolations" in candidate,
  );
  if (rule === undefined) throw new Error(`there is no stack rule ${name}`);
  return rule.stackViolations(resources, config).map(({ urn, message }) => `${urn.split("::").pop() ?? ""} ${message}`);
}

describe("required-tags", () => {
  it("requires the tags that the platform sets", () => {
    expect(violations("required-tags", [resource(BUCKET, { tagsAll: platformTags(TAG_ARGS) })])).toEqual([]);
  });

  it.each<[string, StackResource["props"], string[]]>([
    ["all tags", { tagsAll: { ...TAGS, Name: "n" } }, []],
    ["no tags", { tagsAll: {} }, [`Bucket The resource does not have the tags ${KEYS.join(", ")}`]],
    [
      "one tag missing and one empty",
      { tagsAll: { ...TAGS, Owner: undefined, Project: " " } },
      ["Bucket The resource does not have the tags Project, Owner"],
    ],
    [
      "tags of its own but not the provider's",
      { tags: TAGS, tagsAll: { Name: "n" } },
      [expect.stringContaining("does not have") as string],
    ],
    ["tags that are not known yet", { tagsAll: UNKNOWN }, []],
    ["one tag that is not known yet", { tagsAll: { ...TAGS, Owner: UNKNOWN } }, []],
    ["no output with tags", { bucket: "b" }, [`Bucket The resource does not have the tags ${KEYS.join(", ")}`]],
  ])("checks a resource with %s", (_, props, expected) => {
    expect(violations("required-tags", [resource(BUCKET, props)])).toEqual(expected);
  });

  it("ignores providers, and types that have no tags", () => {
    const untaggable = resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: "b" });
    expect(violations("required-tags", [resource("pulumi:providers:aws", { tagsAll: {} }), untaggable])).toEqual([]);
  });

  it("requires the tags of what AWS creates for a resource", () => {
    const template = resource("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", { resourceTags: {} });
    expect(violations("required-tags", [template])).toEqual([
      `RepositoryCreationTemplate The repositories that AWS creates for it do not have the tags ${KEYS.join(", ")}`,
    ]);
  });

  it("refuses another value of a tag that identifies the stack, and of no other tag", () => {
    const keys = { ...DEFAULT_TAG_KEYS, environment: "acme:environment" };
    const tags = { ...TAGS, "acme:environment": "dev" };
    const provider = resource("pulumi:providers:aws", { defaultTags: JSON.stringify({ tags }) });
    const check = (own: Props): string[] =>
      violations("required-tags", [provider, resource(BUCKET, { tagsAll: { ...tags, ...own } })], { keys });
    expect(check({ Owner: "web", CostCenter: "1" })).toEqual([]);
    expect(check({ "acme:environment": UNKNOWN })).toEqual([]);
    expect(check({ "acme:environment": "prod" })).toEqual([
      "Bucket The tag acme:environment identifies the stack, and must have the value of the default tags: dev",
    ]);
  });

  it.each([
    ["JSON, as the engine keeps them", JSON.stringify({ tags: { "acme.com/owner": "web", Ticket: "OPS-1" } })],
    ["a map", { tags: { "acme.com/owner": "web", Ticket: "OPS-1" } }],
  ])("requires the default tags of the stack's provider instead of the default keys: %s", (_, defaultTags) => {
    const provider = resource("pulumi:providers:aws", { defaultTags });
    const own = resource(BUCKET, { tagsAll: { "acme.com/owner": "web", Ticket: "OPS-1" } });
    expect(violations("required-tags", [provider, own])).toEqual([]);
    expect(violations("required-tags", [provider, resource(BUCKET, { tagsAll: TAGS })])).toEqual([
      "Bucket The resource does not have the tags acme.com/owner, Ticket",
    ]);
  });

  it("requires tags and values of the rules in the configuration of the pack", () => {
    const required = { Ticket: { pattern: "OPS-\\d+" }, DataClass: { allowed: ["public", "internal"] } };
    const check = (tags: Props): string[] =>
      violations("required-tags", [resource(BUCKET, { tagsAll: { ...TAGS, ...tags } })], { required });
    expect(check({ Ticket: "OPS-1", DataClass: "public" })).toEqual([]);
    expect(check({ Ticket: UNKNOWN, DataClass: UNKNOWN })).toEqual([]);
    expect(check({ Ticket: "OPS" })).toEqual([
      "Bucket The resource does not have the tags DataClass",
      "Bucket The tag Ticket does not have an allowed value: text that matches OPS-\\d+",
    ]);
  });
});

/** A rule that requires a resource for each bucket: one that satisfies it, and one that does not. */
const BUCKET_SETTINGS = [
  {
    rule: "bucket-public-access-block",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    good: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    bad: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
  },
  {
    rule: "bucket-tls-only",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    good: { policy: TLS_POLICY },
    bad: { policy: TLS_POLICY.replace("Deny", "Allow") },
  },
  {
    rule: "bucket-encryption-stated",
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    good: { rules: [{ blockedEncryptionTypes: ["SSE-C"] }] },
    bad: { rules: [{ bucketKeyEnabled: true }] },
  },
  {
    rule: "bucket-owner-enforced",
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    good: { rule: { objectOwnership: "BucketOwnerEnforced" } },
    bad: { rule: { objectOwnership: "ObjectWriter" } },
  },
  {
    rule: "bucket-lifecycle",
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    good: { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } }] },
    bad: { rules: [{ status: "Disabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } }] },
  },
  {
    rule: "bucket-versioning",
    type: "aws:s3/bucketVersioning:BucketVersioning",
    good: { versioningConfiguration: { status: "Enabled" } },
    bad: { versioningConfiguration: { status: "Suspended" } },
  },
  {
    rule: "bucket-access-logs",
    type: "aws:s3/bucketLogging:BucketLogging",
    good: { targetBucket: "logs" },
    bad: undefined,
  },
];

describe("a bucket that receives access logs of others", () => {
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: "logging.s3.amazonaws.com" }, Action: "s3:PutObject" }],
  });
  const logs = [
    resource(BUCKET, { bucket: "logs" }),
    resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: "logs", policy }),
  ];

  it.each(["bucket-access-logs", "bucket-versioning"])("is exempt from %s even without other buckets", (rule) => {
    expect(violations(rule, logs)).toEqual([]);
    expect(violations(rule, [resource(BUCKET, { bucket: "logs" })])).toHaveLength(1);
  });
});

describe.each(BUCKET_SETTINGS)("$rule", ({ rule, type, good, bad }) => {
  const bucket = resource(BUCKET, { bucket: "b" });

  it("accepts a bucket with the setting", () => {
    expect(violations(rule, [bucket, resource(type, { bucket: "b", ...good })])).toEqual([]);
  });

  it("reports a bucket without the setting", () => {
    expect(violations(rule, [bucket])).toEqual([expect.stringMatching(/^Bucket /)]);
  });

  it("reports a bucket if only another bucket has the setting", () => {
    expect(violations(rule, [bucket, resource(type, { bucket: "other", ...good })])).toHaveLength(1);
  });

  if (bad !== undefined) {
    it("reports a weaker setting", () => {
      expect(violations(rule, [bucket, resource(type, { bucket: "b", ...bad })])).toHaveLength(1);
    });
  }

  it("accepts a setting that is unknown", () => {
    const unknowns = Object.fromEntries(Object.keys(good).map((key) => [key, UNKNOWN]));
    expect(violations(rule, [bucket, resource(type, { bucket: UNKNOWN, ...unknowns })])).toEqual([]);
  });
});

describe("rules about log buckets", () => {
  const logs = resource(BUCKET, { bucket: "logs" });
  const logging = resource("aws:s3/bucketLogging:BucketLogging", { bucket: "b", targetBucket: "logs" });

  it.each(["bucket-versioning", "bucket-access-logs"])("%s exempts a bucket that receives access logs", (rule) => {
    expect(violations(rule, [logs, logging])).toEqual([]);
  });
});

describe("bucket-versions-expire", () => {
  const bucket = resource(BUCKET, { bucket: "b" });
  const versioned = resource("aws:s3/bucketVersioning:BucketVersioning", {
    bucket: "b",
    versioningConfiguration: { status: "Enabled" },
  });
  const lifecycle = (action: string) =>
    resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
      bucket: "b",
      rules: [{ status: "Enabled", [action]: {} }],
    });

  it("accepts a bucket without versioning", () => {
    expect(violations("bucket-versions-expire", [bucket])).toEqual([]);
  });

  it("requires a lifecycle rule that expires noncurrent versions", () => {
    expect(violations("bucket-versions-expire", [bucket, versioned, lifecycle("expiration")])).toHaveLength(1);
    expect(violations("bucket-versions-expire", [bucket, versioned, lifecycle("noncurrentVersionExpiration")])).toEqual(
      [],
    );
  });
});

describe("rules that use the source of an unknown ID", () => {
  const vpc = { ...resource(VPC, { cidrBlock: "10.0.0.0/16" }), urn: "urn::first" };
  const other = { ...resource(VPC, { cidrBlock: "10.1.0.0/16" }), urn: "urn::second" };

  it.each([
    ["default-security-group-adopted", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    ["vpc-flow-logs", "aws:ec2/flowLog:FlowLog"],
  ])("%s", (rule, type) => {
    const companion = resource(type, { vpcId: UNKNOWN }, { vpcId: ["urn::first"] });
    expect(violations(rule, [vpc, companion])).toEqual([]);
    expect(violations(rule, [vpc, other, companion])).toEqual([expect.stringMatching(/^second /)]);
  });
});

describe("ecr-lifecycle", () => {
  const repository = resource("aws:ecr/repository:Repository", { name: "api" });

  it("requires a lifecycle policy for each repository", () => {
    const policy = (name: unknown) => resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", { repository: name });
    expect(violations("ecr-lifecycle", [repository, policy("api")])).toEqual([]);
    expect(violations("ecr-lifecycle", [repository, policy(UNKNOWN)])).toEqual([]);
    expect(violations("ecr-lifecycle", [repository, policy("web")])).toHaveLength(1);
  });
});

describe("efs-tls-only", () => {
  const fileSystem = resource("aws:efs/fileSystem:FileSystem", { id: "fs-1" });
  const statement = {
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const policy = (change: object, fileSystemId = "fs-1") =>
    resource("aws:efs/fileSystemPolicy:FileSystemPolicy", {
      fileSystemId,
      policy: JSON.stringify({ Statement: [{ ...statement, ...change }] }),
    });

  it("requires a policy that denies clients without TLS", () => {
    expect(violations("efs-tls-only", [fileSystem, policy({})])).toEqual([]);
    expect(violations("efs-tls-only", [fileSystem])).toHaveLength(1);
    expect(violations("efs-tls-only", [fileSystem, policy({}, "fs-2")])).toHaveLength(1);
    expect(violations("efs-tls-only", [fileSystem, policy({ Effect: "Allow" })])).toHaveLength(1);
    expect(violations("efs-tls-only", [fileSystem, policy({ Principal: { AWS: "arn" } })])).toHaveLength(1);
  });
});

describe("bucket-events", () => {
  const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
  const rule = rules.find(({ name }) => name === "bucket-events");

  it("accepts a bucket without a notification as one that has no reader, and no other bucket", () => {
    const buckets = ["a", "b"].map((bucket) => ({ ...resource(BUCKET, { bucket }), urn: `urn::${bucket}` }));
    const stack = [...buckets, resource(NOTIFICATION, { bucket: "a", queues: [{ queueArn: "arn" }] })];
    expect(stack.filter((each) => rule?.accepts?.(each, stack) === true).map(({ urn }) => urn)).toEqual(["urn::b"]);
  });
});
