import { type Edits, warningsWith } from "./fixtures";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:uploads";

describe("notifications of events that never occur", () => {
  const AT = "storage.buckets.data.notifications.uploads.events[0]";
  const notify = (event: string, bucket: object): Edits => ({
    "storage.buckets": {
      data: {
        noncurrentExpirationDays: 30,
        ...bucket,
        notifications: { uploads: { queueArn: QUEUE, events: [event] } },
      },
    },
  });
  const tiering = { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] };

  it.each<[string, object, object, string]>([
    [
      "s3:LifecycleTransition",
      {},
      tiering,
      "S3 sends this event when the lifecycle moves an object, and the bucket has no transitions.",
    ],
    [
      "s3:LifecycleExpiration:*",
      { versioning: false, noncurrentExpirationDays: undefined },
      {},
      "S3 sends this event when the lifecycle deletes an object, and nothing in the bucket expires.",
    ],
    [
      "s3:IntelligentTiering",
      tiering,
      { ...tiering, archiveTiers: { archiveDays: 90 } },
      "S3 sends this event when an object enters an archive tier, and the bucket has no `archiveTiers`.",
    ],
  ])("are warned of: %s", (event, without, withIt, message) => {
    expect(warningsWith(notify(event, without))).toEqual([`${AT}: ${message}`]);
    expect(warningsWith(notify(event, withIt))).toEqual([]);
  });

  it("are warned of: events of replication, and those of Replication Time Control", () => {
    const region = { "aws.secondRegion": "eu-central-1" };
    const failed = "s3:Replication:OperationFailedReplication";
    expect(warningsWith(notify(failed, {}))).toEqual([
      `${AT}: S3 sends this event for a bucket that it replicates, and \`replicate\` is false.`,
    ]);
    expect(warningsWith({ ...notify(failed, { replicate: true }), ...region })).toEqual([]);
    expect(
      warningsWith({ ...notify("s3:Replication:OperationMissedThreshold", { replicate: true }), ...region }),
    ).toEqual([`${AT}: S3 sends this event only with Replication Time Control, which the platform does not use.`]);
  });
});
