import { type Edits, verdictOn } from "../fixtures";
import { BUCKET, bucket } from "./fixture";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:uploads";
const TIERING = { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] };
const REPLICATED = { replicate: true };

/** The code, the path below the notification, and what the bucket lacks, for each warning. */
function warningsOf(event: string, settings: object): (readonly unknown[])[] {
  const edits: Edits = {
    ...bucket({ ...settings, notifications: { uploads: { queueArn: QUEUE, events: [event] } } }),
    ...(settings === REPLICATED ? { "aws.secondRegion": "eu-central-1" } : {}),
  };
  return verdictOn(edits).warnings.map(({ code, path, message }) => [code, path, message]);
}

describe("a notification for an event that never occurs", () => {
  const AT = `${BUCKET}.notifications.uploads.events[0]`;

  it.each<[string, object, string]>([
    ["s3:LifecycleTransition", {}, "has no transitions"],
    ["s3:LifecycleExpiration:*", { versioning: false, noncurrentExpirationDays: undefined }, "do not expire"],
    ["s3:IntelligentTiering", TIERING, "has no `archiveTiers`"],
    ["s3:Replication:OperationFailedReplication", {}, "`replicate` is false"],
    ["s3:Replication:OperationMissedThreshold", REPLICATED, "only with Replication Time Control"],
  ])("causes a warning with the reason: %s", (event, settings, reason) => {
    expect(warningsOf(event, settings)).toEqual([["storage/event-never-occurs", AT, expect.stringContaining(reason)]]);
  });

  it.each<[string, object]>([
    ["s3:LifecycleTransition", TIERING],
    ["s3:LifecycleExpiration:*", {}],
    ["s3:IntelligentTiering", { ...TIERING, archiveTiers: { archiveDays: 90 } }],
    ["s3:Replication:OperationFailedReplication", REPLICATED],
  ])("causes no warning once the bucket has the feature: %s", (event, settings) => {
    expect(warningsOf(event, settings)).toEqual([]);
  });
});
