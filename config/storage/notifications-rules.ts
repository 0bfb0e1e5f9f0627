import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Notifications = NonNullable<ReadableParts["storage"]>["buckets"][string]["notifications"];
type Notification = Notifications[string];

const TARGETS = ["queueArn", "topicArn", "functionArn"] as const;

const notificationsHaveOneTarget: Rule = function* ({ storage }) {
  for (const [path, notification] of allNotifications(storage)) {
    const [first, ...others] = TARGETS.filter((target) => notification[target] !== undefined);
    const allowed = `one of ${TARGETS.join(", ")}`;
    if (first === undefined) {
      yield { path, message: "A notification says whom it tells.", allowed, fix: [edit(`add ${allowed}`)] };
    }
    for (const other of others) {
      yield {
        path: [...path, other],
        message: "A notification has one target; a second one takes a second notification.",
        because: [[...path, first ?? other]],
        allowed,
        fix: [remove([...path, other])],
      };
    }
  }
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html */
const notificationTargetsAreNear: Rule = function* ({ storage, aws }) {
  if (aws === undefined) return;
  for (const [path, notification] of allNotifications(storage)) {
    for (const target of TARGETS) {
      const [, , , region, accountId] = notification[target]?.split(":") ?? [];
      if (region !== undefined && region !== aws.region) {
        yield {
          path: [...path, target],
          message: "S3 tells only what is in the bucket's Region.",
          because: [["aws", "region"]],
          allowed: "a target in the Region of the stack",
          fix: [edit("name a target in the Region of the stack, or switch eventBridge on and route from there")],
        };
      }
      if (target === "functionArn" && accountId !== undefined && accountId !== aws.accountId) {
        yield {
          path: [...path, target],
          message: "The permission to invoke a function of another account is that account's to give.",
          because: [["aws", "accountId"]],
          allowed: "a function of the stack's account",
          fix: [edit("name a function of the account, or put a queue or topic between")],
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
      path: [...path, "events"],
      message: "S3 tells of an event on an object once, and the other notification asks for it too.",
      because: [[...clash[0], "events"], ...written(clash), ...written([path, notification])],
      allowed: "other events, or prefixes or suffixes that exclude each other",
      fix: [edit("tell the two apart by events, prefix or suffix, or switch eventBridge on and let both listen there")],
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
  notificationsHaveOneTarget,
  notificationTargetsAreNear,
  notificationsDoNotOverlap,
];
