import { BUCKET, OBJECT_LOCK, REPLICATION, setting, VERSIONING, versioningStatus } from "./s3-setting";
import type { Request, ServiceTable } from "./table";

const PERMISSION = "aws:lambda/permission:Permission";
const ARN_PREFIX = "arn:aws:s3:::";

/** https://docs.aws.amazon.com/general/latest/gr/s3.html */
const MOST_NOTIFICATIONS = 100;

interface NotificationRule {
  readonly events: readonly string[];
  readonly filterPrefix?: string;
  readonly filterSuffix?: string;
  readonly lambdaFunctionArn?: string;
}

interface ReplicationRule {
  readonly destination: { readonly bucket: string };
}

/** Replication, inventories and notifications of buckets. */
export const s3Delivery: ServiceTable = {
  [REPLICATION]: setting("replication configuration", refuseReplication),
  "aws:s3/bucketNotification:BucketNotification": setting("notification configuration", refuseNotification),
  "aws:s3/inventory:Inventory": {
    id: ({ inputs }) => `${String(inputs["bucket"])}:${String(inputs["name"])}`,
    outputs: { enabled: () => true },
    refusals: refuseInventory,
  },
  [PERMISSION]: {
    refusals: ({ inputs, region }) => {
      const [, , , functionRegion] = String(inputs["function"]).split(":");
      return functionRegion === region ? [] : [`ResourceNotFoundException: no such function in ${region}`];
    },
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html */
function refuseReplication({ inputs, world }: Request): string[] {
  const source = String(inputs["bucket"]);
  const keepsVersions = (bucket: string): boolean =>
    versioningStatus(world.get(VERSIONING, bucket)?.inputs) === "Enabled";
  const isLocked = (bucket: string): boolean => world.get(OBJECT_LOCK, bucket) !== undefined;
  const rules = (inputs["rules"] ?? []) as readonly ReplicationRule[];
  return [
    ...(keepsVersions(source)
      ? []
      : ["InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration"]),
    ...rules.flatMap(({ destination }) => {
      const replica = destination.bucket.slice(ARN_PREFIX.length);
      if (world.get(BUCKET, replica) === undefined) return ["InvalidRequest: Destination bucket must exist."];
      if (!keepsVersions(replica)) return ["InvalidRequest: Destination bucket must have versioning enabled."];
      return isLocked(source) && !isLocked(replica)
        ? ["InvalidRequest: Destination bucket must have Object Lock enabled, as the source has."]
        : [];
    }),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html: source and destination share a Region. */
function refuseInventory({ inputs, world, region }: Request): string[] {
  const destination = inputs["destination"] as { readonly bucket: { readonly bucketArn: string } };
  const target = destination.bucket.bucketArn.slice(ARN_PREFIX.length);
  return [
    ...(world.get(BUCKET, String(inputs["bucket"])) === undefined ? ["NoSuchBucket: the bucket does not exist"] : []),
    ...(world.get(BUCKET, target)?.region === region
      ? []
      : [`InvalidS3DestinationBucket: no bucket "${target}" in the Region ${region}`]),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
function refuseNotification({ inputs, world }: Request): string[] {
  const rules = ["queues", "topics", "lambdaFunctions"].flatMap(
    (kind) => (inputs[kind] ?? []) as readonly NotificationRule[],
  );
  const clashes = rules.some((rule, index) => rules.slice(0, index).some((earlier) => overlap(rule, earlier)));
  const sourceArn = `${ARN_PREFIX}${String(inputs["bucket"])}`;
  return [
    ...(rules.length > MOST_NOTIFICATIONS
      ? [`InvalidArgument: a bucket has at most ${MOST_NOTIFICATIONS} notification configurations`]
      : []),
    ...(clashes
      ? ["InvalidArgument: Configurations overlap. Configurations on the same bucket cannot share a common event type."]
      : []),
    // S3 tests every target. Targets outside this world are assumed to allow S3.
    ...rules.flatMap(({ lambdaFunctionArn }) =>
      lambdaFunctionArn === undefined ||
      world.ofType(PERMISSION, { function: lambdaFunctionArn, sourceArn, principal: "s3.amazonaws.com" }).length > 0
        ? []
        : [`InvalidArgument: Unable to validate the following destination configurations: ${lambdaFunctionArn}`],
    ),
  ];
}

function overlap(one: NotificationRule, other: NotificationRule): boolean {
  const [p1 = "", p2 = ""] = [one.filterPrefix, other.filterPrefix];
  const [s1 = "", s2 = ""] = [one.filterSuffix, other.filterSuffix];
  const family = (event: string): string => event.replace(/\*$/, "");
  return (
    one.events.some((a) =>
      other.events.some((b) => family(a).startsWith(family(b)) || family(b).startsWith(family(a))),
    ) &&
    (p1.startsWith(p2) || p2.startsWith(p1)) &&
    (s1.endsWith(s2) || s2.endsWith(s1))
  );
}
