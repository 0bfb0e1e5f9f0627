import { daysLeft, EXPIRY_TAG_KEY, isExpired, MOST_DAYS } from "../../domain/expiry/expiry";
import { isSameTagKey, MOST_ADDITIONAL_TAGS } from "../../domain/tags/tag-keys";
import type { ReadableParts, Rule } from "../check/rule";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";

const EXPIRY: Path = ["expiry"];
const ADDITIONAL: Path = ["tags", "additional"];

const ephemeralStacksExpire: Rule = function* ({ environment, expiry, fleet, bootstrap }, { isWritten }) {
  // An invalid expiry has a finding of its own.
  if (environment !== "ephemeral" || expiry !== undefined || isWritten(EXPIRY)) return;
  const isPlatform = fleet === undefined && bootstrap === undefined;
  yield {
    code: "stack/expiry-missing",
    path: isPlatform ? EXPIRY : ["environment"],
    message: isPlatform
      ? "A stack of the environment ephemeral needs the day after which `npm run reap` destroys it."
      : "Only stacks of the platform can be ephemeral: a fleet or a bootstrap does not expire.",
    ...(isPlatform ? { because: [["environment"]] } : {}),
    allowed: isPlatform ? `a day at most ${MOST_DAYS} days from today` : "dev, staging or prod",
    fix: [edit(isPlatform ? "set `expiry` to the last day of the stack" : "set another `environment`")],
  };
};

const prodDoesNotExpire: Rule = function* ({ environment, expiry }) {
  if (environment !== "prod" || expiry === undefined) return;
  yield {
    code: "stack/expiry-in-prod",
    path: EXPIRY,
    message: "A stack of prod does not expire: `npm run reap` would destroy it with all of its data.",
    because: [["environment"]],
    allowed: "no expiry",
    fix: [remove(EXPIRY)],
  };
};

const expiryIsNear: Rule = function* ({ environment, expiry }, { today }) {
  if (expiry === undefined || environment === "prod") return;
  if (isExpired(expiry, today)) {
    yield {
      code: "stack/expired",
      path: EXPIRY,
      message: "The stack has expired: the next `npm run reap -- --yes` destroys it.",
      allowed: "today, or a later day",
      fix: [edit("set `expiry` to a later day and update the stack, or destroy it")],
      warning: true,
    };
  } else if (daysLeft(expiry, today) > MOST_DAYS) {
    yield {
      code: "stack/expiry-too-late",
      path: EXPIRY,
      message: `The last day of the stack is more than ${MOST_DAYS} days from today.`,
      allowed: `a day at most ${MOST_DAYS} days from today`,
      fix: [edit("set `expiry` to an earlier day")],
    };
  }
};

/** What deletion protection keeps would remain, and so would buckets with objects. */
const expiringStacksCanBeDestroyed: Rule = function* (parts) {
  if (parts.expiry === undefined || parts.environment === "prod") return;
  for (const [path, isProtected, allowed] of protections(parts)) {
    if (!isProtected) continue;
    yield {
      code: "stack/expiry-with-protection",
      path,
      message: "`npm run reap` destroys this stack after its last day, which this setting would prevent.",
      because: [EXPIRY],
      allowed: String(allowed),
      fix: [set(path, allowed)],
    };
  }
};

function protections({ storage, backup, cluster }: ReadableParts): readonly (readonly [Path, boolean, boolean])[] {
  return [
    [["storage", "deletionProtection"], storage?.deletionProtection === true, false],
    [["storage", "forceDestroy"], storage?.forceDestroy === false, true],
    [["backup", "deletionProtection"], backup?.enabled === true && backup.deletionProtection, false],
    [["cluster", "deletionProtection"], cluster?.deletionProtection === true, false],
  ];
}

const expiryHasRoomAmongTags: Rule = function* ({ expiry, tags }) {
  if (expiry === undefined || tags === undefined) return;
  const keys = Object.keys(tags.additional);
  const same = keys.filter((key) => isSameTagKey(key, EXPIRY_TAG_KEY));
  const surplus = same.length > 0 ? same : keys.slice(MOST_ADDITIONAL_TAGS - 1);
  for (const key of surplus) {
    yield {
      code: "stack/expiry-without-tag",
      path: [...ADDITIONAL, key],
      message: `The tag ${EXPIRY_TAG_KEY} of a stack that expires ${same.length > 0 ? "has this key" : "needs the place of this one"}.`,
      because: [EXPIRY],
      allowed: same.length > 0 ? "another key" : `at most ${MOST_ADDITIONAL_TAGS - 1} additional tag with expiry`,
      fix: [edit(`remove a tag from \`tags.additional\``)],
    };
  }
};

/** Rules of stacks that `npm run reap` destroys after their last day. */
export const expiryRules: readonly Rule[] = [
  ephemeralStacksExpire,
  prodDoesNotExpire,
  expiryIsNear,
  expiringStacksCanBeDestroyed,
  expiryHasRoomAmongTags,
];
