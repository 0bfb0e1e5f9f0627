import { remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Bucket = NonNullable<ReadableParts["storage"]>["buckets"][string];

/** Events of Replication Time Control, which the platform does not turn on. */
const TIME_CONTROL_EVENTS = [
  "s3:Replication:OperationMissedThreshold",
  "s3:Replication:OperationReplicatedAfterThreshold",
  "s3:Replication:OperationNotTracked",
];

interface Condition {
  readonly events: (event: string) => boolean;
  readonly occurs: (bucket: Bucket) => boolean;
  readonly message: string;
  readonly allowed: string;
  /** Keys of the bucket on which `occurs` depends. */
  readonly because: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const CONDITIONS: readonly Condition[] = [
  {
    events: (event) => TIME_CONTROL_EVENTS.includes(event),
    occurs: () => false,
    message: "S3 sends this event only with Replication Time Control, which the platform does not use.",
    allowed: "s3:Replication:OperationFailedReplication",
    because: [],
  },
  {
    events: (event) => event.startsWith("s3:Replication:"),
    occurs: ({ replicate }) => replicate,
    message: "S3 sends this event for replicated buckets only, and `replicate` is false.",
    allowed: "s3:Replication events with replicate true",
    because: ["replicate"],
  },
  {
    events: (event) => event === "s3:LifecycleTransition",
    occurs: ({ transitions, noncurrentTransitions }) => transitions.length + noncurrentTransitions.length > 0,
    message: "S3 sends this event when a lifecycle rule moves an object, and the bucket has no transitions.",
    allowed: "s3:LifecycleTransition with transitions or noncurrentTransitions",
    because: ["class", "transitions", "noncurrentTransitions"],
  },
  {
    events: (event) => event.startsWith("s3:LifecycleExpiration:"),
    occurs: ({ expirationDays, noncurrentExpirationDays }) =>
      expirationDays !== undefined || noncurrentExpirationDays !== undefined,
    message: "S3 sends this event when a lifecycle rule deletes an object, and objects of the bucket do not expire.",
    allowed: "s3:LifecycleExpiration events with expirationDays or noncurrentExpirationDays",
    because: ["class", "versioning", "expirationDays", "noncurrentExpirationDays"],
  },
  {
    events: (event) => event === "s3:IntelligentTiering",
    occurs: ({ archiveTiers }) => archiveTiers !== undefined,
    message: "S3 sends this event when an object enters an archive tier, and the bucket has no `archiveTiers`.",
    allowed: "s3:IntelligentTiering with archiveTiers",
    because: ["archiveTiers"],
  },
];

/** AWS accepts a notification for an event that never occurs, so the finding is a warning. */
const notificationEventsOccur: Rule = function* ({ storage }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    const path: Path = ["storage", "buckets", key];
    for (const [id, { events }] of Object.entries(bucket.notifications)) {
      for (const [index, event] of events.entries()) {
        const condition = CONDITIONS.find((candidate) => candidate.events(event));
        if (condition === undefined || condition.occurs(bucket)) continue;
        const at: Path = [...path, "notifications", id];
        yield {
          code: "storage/event-never-occurs",
          path: [...at, "events", index],
          message: condition.message,
          because: condition.because.map((field) => [...path, field]),
          allowed: condition.allowed,
          // The schema does not allow an empty list.
          fix: [remove(events.length === 1 ? at : [...at, "events", index])],
          warning: true,
        };
      }
    }
  }
};

export const notificationEventsRules: readonly Rule[] = [notificationEventsOccur];
