import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Notifications = NonNullable<ReadableParts["storage"]>["buckets"][string]["notifications"];
type Notification = Notifications[string];

const DESTINATIONS = ["queueArn", "topicArn", "functionArn"] as const;

const notificationsHaveOneDestination: Rule = function* ({ storage }) {
  for (const [path, notification] of allNotifications(storage)) {
    const [first, ...others] = DESTINATIONS.filter((destination) => notification[destination] !== undefined);
    const allowed = `one of ${DESTINATIONS.join(", ")}`;
    if (first === undefined) {
      yield {
        code: "storage/notification-without-destination",
        path,
        message: "The notification has no destination.",
        allowed,
        fix: [edit(`add ${allowed}`)],
      };
    }
    for (const other of others) {
      yield {
        code: "storage/notification-with-several-destinations",
        path: [...path, other],
        message: "A notification has one destination; add a second notification for the second destination.",
        because: [[...path, first ?? other]],
        allowed,
        fix: [remove([...path, other])],
      };
    }
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html */
const notificationDestinationsAreReachable: Rule = function* ({ storage, aws }) {
  if (aws === undefined) return;
  for (const [path, notification] of allNotifications(storage)) {
    for (const destination of DESTINATIONS) {
      const [, , , region, accountId] = notification[destination]?.split(":") ?? [];
      if (region !== undefined && region !== aws.region) {
        yield {
          code: "storage/notification-to-another-region",
          path: [...path, destination],
          message: "S3 sends notifications only to destinations in the Region of the bucket.",
          because: [["aws", "region"]],
          allowed: `a destination in ${aws.region}`,
          fix: [
            edit(`name a destination in ${aws.region}, or set eventBridge to true and forward the events by a rule`),
          ],
        };
      }
      if (destination === "functionArn" && accountId !== undefined && accountId !== aws.accountId) {
        yield {
          code: "storage/notification-function-of-another-account",
          path: [...path, destination],
          message: "The stack cannot permit S3 to invoke a function of another account.",
          because: [["aws", "accountId"]],
          allowed: `a function of account ${aws.accountId}`,
          fix: [
            edit(`name a function of account ${aws.accountId}, or a queue or topic from which the function is invoked`),
          ],
        };
      }
    }
  }
};

/** S3 refuses it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
const notificationsDoNotOverlap: Rule = function* ({ storage }) {
  const all = [...allNotifications(storage)];
  for (const [index, [path, notification]] of all.entries()) {
    const bucket = path.slice(0, -1).join("/");
    const clash = all
      .slice(0, index)
      .find(([other, earlier]) => other.slice(0, -1).join("/") === bucket && overlap(earlier, notification));
    if (clash === undefined) continue;
    yield {
      code: "storage/notifications-overlap",
      path: [...path, "events"],
      message: "S3 refuses two notifications of a bucket for the same event if their prefixes and suffixes overlap.",
      because: [[...clash[0], "events"], ...written(clash), ...written([path, notification])],
      allowed: "other events, or prefixes or suffixes that do not overlap",
      fix: [
        edit(
          "change the events, prefix or suffix of one, or set eventBridge to true and send the events to both by rules",
        ),
      ],
    };
  }
};

function overlap(one: Notification, other: Notification): boolean {
  const { prefix: p1 = "", suffix: s1 = "" } = one;
  const { prefix: p2 = "", suffix: s2 = "" } = other;
  return (
    one.events.some((event) =>
      other.events.some((candidate) => covers(event, candidate) || covers(candidate, event)),
    ) &&
    (p1.startsWith(p2) || p2.startsWith(p1)) &&
    (s1.endsWith(s2) || s2.endsWith(s1))
  );
}

/** `s3:ObjectCreated:*` covers `s3:ObjectCreated:Put`, and every event itself. */
function covers(event: string, other: string): boolean {
  return event === other || (event.endsWith("*") && other.startsWith(event.slice(0, -1)));
}

function written([path, { prefix, suffix }]: [Path, Notification]): Path[] {
  return [
    ...(prefix === undefined ? [] : [[...path, "prefix"]]),
    ...(suffix === undefined ? [] : [[...path, "suffix"]]),
  ];
}

function* allNotifications(storage: ReadableParts["storage"]): Iterable<[Path, Notification]> {
  for (const [key, { notifications }] of Object.entries(storage?.buckets ?? {})) {
    for (const [id, notification] of Object.entries(notifications)) {
      yield [["storage", "buckets", key, "notifications", id], notification];
    }
  }
}

export const notificationsRules: readonly Rule[] = [
  notificationsHaveOneDestination,
  notificationDestinationsAreReachable,
  notificationsDoNotOverlap,
];
