import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";
import { s3Delivery } from "./s3-delivery";
import { refuseLifecycle } from "./s3-lifecycle";
import { OBJECT, s3Object } from "./s3-object";
import {
  BUCKET,
  BUCKET_POLICY,
  OBJECT_LOCK,
  REPLICATION,
  setting,
  statements,
  VERSIONING,
  versioningStatus,
} from "./s3-setting";
import type { WorldObject } from "../world";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED_SUFFIX = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
const MOST_POLICY_BYTES = 20_480;

const FEWEST_TIER_DAYS: Readonly<Record<string, number>> = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 };

export const s3: ServiceTable = {
  [BUCKET]: {
    outputs: {
      arn: ({ id }) => `arn:aws:s3:::${id}`,
      bucketDomainName: ({ id }) => `${id}.s3.amazonaws.com`,
      bucketRegion: ({ region }) => region,
      bucketRegionalDomainName: ({ id, region }) => `${id}.s3.${region}.amazonaws.com`,
      websiteDomain: () => undefined,
      websiteEndpoint: () => undefined,
    },
    refusals: (request, current) => (current === undefined ? [...refuseName(request), ...refuseTaken(request)] : []),
    // Tests add objects to a bucket as resources, or by drift of `objectCount`.
    deleteRefusals: ({ id, state, inputs }, world) => {
      const objects = world.ofType(OBJECT, { bucket: id }).length + Number(state["objectCount"] ?? 0);
      const writers = world.objects.filter((object) => isDeliveringTo(id, object));
      return [
        ...(objects > 0 && inputs["forceDestroy"] !== true
          ? [`BucketNotEmpty: the bucket "${id}" contains ${objects} objects, and forceDestroy is not set`]
          : []),
        // After it is emptied, new logs would arrive before its deletion.
        ...writers.map(
          (writer) =>
            `BucketNotEmpty: the bucket "${id}" contains new objects, because ${writer.id} delivers logs to it`,
        ),
      ];
    },
  },
  [BUCKET_POLICY]: setting("policy", refusePolicy),
  [VERSIONING]: setting("versioning", refuseUnversioning),
  [OBJECT_LOCK]: { ...setting("Object Lock", refuseLock), outputs: { objectLockEnabled: () => "Enabled" } },
  ...s3Delivery,
  ...s3Object,
  "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": {
    id: ({ inputs }) => `${String(inputs["bucket"])}:${String(inputs["name"])}`,
    refusals: refuseTiers,
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting("ownership setting"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting("public access block"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting("encryption"),
  "aws:s3/bucketLogging:BucketLogging": setting("logging", refuseLogTarget),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    ...setting("lifecycle configuration", refuseLifecycle),
    outputs: { transitionDefaultMinimumObjectSize: () => "all_storage_classes_128K" },
  },
};

function refuseName({ inputs }: Request): string[] {
  const name = String(inputs["bucket"]);
  return BUCKET_NAME.test(name) && !RESERVED_SUFFIX.test(name)
    ? []
    : [`InvalidBucketName: "${name}" is not a valid bucket name`];
}

function refuseTaken({ inputs, world, accountId }: Request): string[] {
  const existing = world.get(BUCKET, String(inputs["bucket"]));
  if (existing === undefined) return [];
  return existing.accountId === accountId
    ? [`BucketAlreadyOwnedByYou: the bucket "${existing.id}" exists and belongs to this account`]
    : [`BucketAlreadyExists: the bucket name "${existing.id}" is taken by another account`];
}

function refusePolicy({ inputs }: Request): string[] {
  const bucketArn = `arn:aws:s3:::${String(inputs["bucket"])}`;
  const foreign = statements(inputs["policy"]).filter(
    ({ Resource }) => ![Resource].flat().every((arn) => arn === bucketArn || String(arn).startsWith(`${bucketArn}/`)),
  );
  return [
    ...foreign.map((statement) => `MalformedPolicy: statement "${String(statement["Sid"])}" has an invalid resource`),
    ...(Buffer.byteLength(String(inputs["policy"])) > MOST_POLICY_BYTES
      ? [`PolicyTooLarge: the policy is larger than ${MOST_POLICY_BYTES} bytes`]
      : []),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
function refuseTiers({ inputs, world }: Request): string[] {
  const tiers = inputs["tierings"] as readonly { readonly accessTier: string; readonly days: number }[];
  const bucket = String(inputs["bucket"]);
  return [
    ...(world.get(BUCKET, bucket) === undefined ? [`NoSuchBucket: the bucket "${bucket}" does not exist`] : []),
    ...(tiers.length === 0 ? ["MalformedXML: a tiering configuration needs a tier"] : []),
    ...tiers.flatMap(({ accessTier, days }) => {
      const fewest = FEWEST_TIER_DAYS[accessTier] ?? 0;
      return days < fewest ? [`InvalidArgument: Days for ${accessTier} must be at least ${fewest}, not ${days}`] : [];
    }),
  ];
}

function refuseUnversioning({ inputs, world }: Request, current?: WorldObject): string[] {
  const [before, after] = [versioningStatus(current?.inputs), versioningStatus(inputs)];
  if (before !== "Enabled" || after === "Enabled") return [];
  if (after === "Disabled") return ["versioningConfiguration.status cannot be updated from 'Enabled' to 'Disabled'"];
  const present = (type: string, what: string): string[] =>
    world.get(type, String(inputs["bucket"])) === undefined
      ? []
      : [`InvalidBucketState: ${what} configuration is present, so the versioning state cannot be changed`];
  return [...present(OBJECT_LOCK, "an Object Lock"), ...present(REPLICATION, "a replication")];
}

function refuseLock({ inputs, world }: Request): string[] {
  const status = versioningStatus(world.get(VERSIONING, String(inputs["bucket"]))?.inputs);
  return status === "Enabled"
    ? []
    : ["InvalidBucketState: versioning must be 'Enabled' on the bucket to apply an Object Lock configuration"];
}

function refuseLogTarget({ inputs, world, region, accountId }: Request): string[] {
  const name = String(inputs["targetBucket"]);
  const target = world.get(BUCKET, name);
  if (target?.accountId !== accountId || target.region !== region) {
    return [`InvalidTargetBucketForLogging: no bucket "${name}" in this account and region`];
  }
  if (world.get(OBJECT_LOCK, name) !== undefined) {
    return [`InvalidTargetBucketForLogging: the bucket "${name}" has Object Lock`];
  }
  const allowed = statements(world.get(BUCKET_POLICY, name)?.state["policy"]).some(
    ({ Effect, Principal }) => Effect === "Allow" && (Principal as Props)["Service"] === "logging.s3.amazonaws.com",
  );
  return allowed
    ? []
    : [`InvalidTargetBucketForLogging: the policy of "${name}" does not allow the logging service to write`];
}

/** Refuses a bucket whose policy does not allow log delivery. AWS would add the statement itself, which shows as drift. */
export function refuseLogDelivery({ world, region, accountId }: Request, bucketArn: string): string[] {
  const name = bucketArn.replace("arn:aws:s3:::", "");
  const allowed = statements(world.get(BUCKET_POLICY, name)?.state["policy"]).some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Allow" &&
      (Principal as Props)["Service"] === "delivery.logs.amazonaws.com" &&
      JSON.stringify(Condition).includes(`arn:aws:logs:${region}:${accountId}:*`),
  );
  return world.get(BUCKET, name) !== undefined && allowed
    ? []
    : [`Access Denied for LogDestination: ${name}. Please check LogDestination permission`];
}

/** Whether a flow log or a DNS query log writes to the bucket. */
function isDeliveringTo(bucket: string, { state }: WorldObject): boolean {
  return [state["logDestination"], state["destinationArn"]].includes(`arn:aws:s3:::${bucket}`);
}
