import type { Props, Request, ResourceTable, ServiceTable } from "./table";
import type { WorldObject } from "../world";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED_SUFFIX = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Days before S3 lets an object move: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const FEWEST_TRANSITION_DAYS: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

interface LifecycleRule {
  readonly id: string;
  readonly expiration?: { readonly days?: number; readonly expiredObjectDeleteMarker?: boolean };
  readonly transitions?: readonly { readonly days?: number; readonly storageClass: string }[];
}

export const s3: ServiceTable = {
  [BUCKET]: {
    replaceOn: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled"],
    autoName: "bucket",
    outputs: {
      arn: ({ id }) => `arn:aws:s3:::${id}`,
      bucketDomainName: ({ id }) => `${id}.s3.amazonaws.com`,
      bucketRegion: ({ region }) => region,
      bucketRegionalDomainName: ({ id, region }) => `${id}.s3.${region}.amazonaws.com`,
      websiteDomain: () => undefined,
      websiteEndpoint: () => undefined,
    },
    refusals: (request, current) => (current === undefined ? [...refuseName(request), ...refuseTaken(request)] : []),
    // A test fills a bucket with an object of its own, or by letting `objectCount` drift.
    deleteRefusals: ({ id, state, inputs }, world) => {
      const objects = world.ofType(OBJECT, { bucket: id }).length + Number(state["objectCount"] ?? 0);
      return objects > 0 && inputs["forceDestroy"] !== true
        ? [`BucketNotEmpty: the bucket "${id}" holds ${objects} objects and forceDestroy is not set`]
        : [];
    },
  },
  [POLICY]: setting("policy", refusePolicy),
  [VERSIONING]: setting("versioning", refuseUnversioning),
  [OBJECT_LOCK]: { ...setting("Object Lock", refuseLock), outputs: { objectLockEnabled: () => "Enabled" } },
  "aws:s3/bucketNotification:BucketNotification": setting("notification configuration"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting("ownership setting"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting("public access block"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting("encryption"),
  "aws:s3/bucketLogging:BucketLogging": setting("logging", refuseLogTarget),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    ...setting("lifecycle configuration", refuseLifecycle),
    outputs: { transitionDefaultMinimumObjectSize: () => "all_storage_classes_128K" },
  },
};

/**
 * A setting of a bucket is no object of its own at S3: a second resource for the same setting would silently overwrite
 * the first, and deleting either removes it. The sandbox refuses instead.
 */
function setting(
  what: string,
  moreRefusals: (request: Request, current?: WorldObject) => readonly string[] = () => [],
): ResourceTable {
  return {
    replaceOn: ["bucket", "expectedBucketOwner"],
    id: ({ inputs }) => String(inputs["bucket"]),
    refusals: (request, current) => {
      const { type, inputs, world } = request;
      const bucket = String(inputs["bucket"]);
      if (world.get(BUCKET, bucket) === undefined) return [`NoSuchBucket: the bucket "${bucket}" does not exist`];
      const taken = current === undefined && world.get(type, bucket) !== undefined;
      return [
        ...(taken ? [`the bucket "${bucket}" has a ${what} already, which this one would overwrite`] : []),
        ...moreRefusals(request, current),
      ];
    },
  };
}

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
    ? [`BucketAlreadyOwnedByYou: the bucket "${existing.id}" exists and is yours`]
    : [`BucketAlreadyExists: the bucket name "${existing.id}" is taken by another account`];
}

function refusePolicy({ inputs }: Request): string[] {
  const bucketArn = `arn:aws:s3:::${String(inputs["bucket"])}`;
  const foreign = statements(inputs["policy"]).filter(
    ({ Resource }) => ![Resource].flat().every((arn) => arn === bucketArn || String(arn).startsWith(`${bucketArn}/`)),
  );
  return foreign.map((statement) => `MalformedPolicy: statement "${String(statement["Sid"])}" has an invalid resource`);
}

function refuseUnversioning({ inputs, world }: Request, current?: WorldObject): string[] {
  const [before, after] = [versioningStatus(current?.inputs), versioningStatus(inputs)];
  if (before !== "Enabled" || after === "Enabled") return [];
  if (after === "Disabled") return ["versioningConfiguration.status cannot be updated from 'Enabled' to 'Disabled'"];
  return world.get(OBJECT_LOCK, String(inputs["bucket"])) === undefined
    ? []
    : ["InvalidBucketState: an Object Lock configuration is present, so the versioning state cannot be changed"];
}

function refuseLock({ inputs, world }: Request): string[] {
  const status = versioningStatus(world.get(VERSIONING, String(inputs["bucket"]))?.inputs);
  return status === "Enabled"
    ? []
    : ["InvalidBucketState: versioning must be 'Enabled' on the bucket to apply an Object Lock configuration"];
}

function versioningStatus(props: Props | undefined): unknown {
  return (props?.["versioningConfiguration"] as Props | undefined)?.["status"];
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
  const allowed = statements(world.get(POLICY, name)?.state["policy"]).some(
    ({ Effect, Principal }) => Effect === "Allow" && (Principal as Props)["Service"] === "logging.s3.amazonaws.com",
  );
  return allowed
    ? []
    : [`InvalidTargetBucketForLogging: the policy of "${name}" does not allow the logging service to write`];
}

function refuseLifecycle({ inputs }: Request): string[] {
  const rules = (inputs["rules"] ?? []) as readonly LifecycleRule[];
  const transitions = rules.flatMap((rule) => rule.transitions ?? []);
  const lastTransitionDays = Math.max(0, ...transitions.map(({ days = 0 }) => days));
  const ids = new Set(rules.map(({ id }) => id));
  return [
    ...(ids.size < rules.length ? ["InvalidArgument: rule ids must be unique"] : []),
    ...transitions.flatMap(({ days = 0, storageClass }) => {
      const fewest = FEWEST_TRANSITION_DAYS[storageClass] ?? 0;
      return days < fewest
        ? [
            `InvalidArgument: 'Days' in Transition action must be at least ${fewest} for storageClass '${storageClass}', not ${days}`,
          ]
        : [];
    }),
    ...rules.flatMap(({ id, expiration }) => {
      if (expiration?.days === undefined) return [];
      if (expiration.expiredObjectDeleteMarker !== undefined) {
        return [`MalformedXML: rule "${id}" has both days and expiredObjectDeleteMarker`];
      }
      return transitions.length > 0 && expiration.days <= lastTransitionDays
        ? [`InvalidArgument: 'Days' in the Expiration action must be greater than 'Days' in the Transition action`]
        : [];
    }),
  ];
}

function statements(policy: unknown): readonly Props[] {
  if (typeof policy !== "string") return [];
  return (JSON.parse(policy) as { Statement: readonly Props[] }).Statement;
}
