import { EXPIRY_TAG_KEY } from "../../domain/expiry/expiry";
import { DEFAULT_TAG_KEYS, isSameTagKey, meaningOf, TAG_MEANINGS, type TagMeaning } from "../../domain/tags/tag-keys";
import { type RuleViolation, ruleViolations } from "../../domain/tags/tag-rules";
import { sharedTagKeys } from "../../domain/tags/tag-violations";
import type { Rule } from "../check/rule";
import { edit, type Finding, type FixStep, move, set } from "../diagnostics/finding";
import type { Parts } from "../schema";
import { formatPath, type Path } from "../source/path";
import { componentTagRules } from "./component-rules";
import { tagValueRules } from "./value-rules";

type TagParts = Pick<Parts, "tags" | "environment">;

const KEYS: Path = ["tags", "keys"];
const ADDITIONAL: Path = ["tags", "additional"];
const REQUIRED: Path = ["tags", "required"];

const tagKeysAreDistinct: Rule = function* ({ tags }) {
  if (tags === undefined) return;
  for (const { meaning, other } of sharedTagKeys(tags.keys)) {
    const path = [...KEYS, meaning];
    yield duplicate(path, other, edit(`choose another key in \`${formatPath(path)}\``));
  }
  for (const key of Object.keys(tags.additional)) {
    const meaning = meaningOf(key, tags.keys);
    const path = [...ADDITIONAL, key];
    if (meaning !== undefined) yield duplicate(path, meaning, edit(`rename the key \`${formatPath(path)}\``));
  }
};

function duplicate(path: Path, other: TagMeaning, fix: FixStep): Finding {
  const message = `The tag of \`${formatPath(placeOf(other))}\` has this key already; IAM does not distinguish letter case.`;
  return {
    code: "tags/duplicate-key",
    path,
    message,
    allowed: "another key",
    because: [[...KEYS, other]],
    fix: [fix],
  };
}

const tagsFollowTheirRules: Rule = function* ({ tags, environment, expiry }) {
  if (tags === undefined || environment === undefined) return;
  const parts = { tags, environment };
  const mandatory = TAG_MEANINGS.map((meaning) => [tags.keys[meaning], valueOf(meaning, parts)]);
  const expires = expiry === undefined ? {} : { [EXPIRY_TAG_KEY]: expiry };
  const all = { ...tags.additional, ...expires, ...(Object.fromEntries(mandatory) as Record<string, string>) };
  for (const violation of ruleViolations(all, tags.required)) {
    yield violation.isMissing ? missingTag(violation, tags) : wrongValue(violation, parts);
  }
};

/** A tag that is missing, or has a similar key. */
function missingTag({ key, message, allowed }: RuleViolation, { keys, additional }: Parts["tags"]): Finding {
  const code = "tags/missing-required-tag";
  const meaning = TAG_MEANINGS.find((name) =>
    [name, keys[name], DEFAULT_TAG_KEYS[name]].some((other) => isSameTagKey(key, other)),
  );
  const rule = [...REQUIRED, key];
  if (meaning !== undefined) {
    const place = formatPath(placeOf(meaning));
    const byDefault = keys[meaning] === DEFAULT_TAG_KEYS[meaning] ? [...REQUIRED, keys[meaning]] : undefined;
    return {
      code,
      path: rule,
      message: `No tag has this key: the tag of \`${place}\` has the key of \`tags.keys.${meaning}\`.`,
      because: [[...KEYS, meaning]],
      allowed: "keys of tags, in their letter case",
      fix: [
        byDefault === undefined
          ? edit(`rename \`${formatPath(rule)}\` to the key of \`tags.keys.${meaning}\``)
          : move(rule, byDefault),
      ],
    };
  }
  const path = [...ADDITIONAL, key];
  const similar = Object.keys(additional).find((other) => isSameTagKey(key, other));
  if (similar === undefined) {
    return { code, path, message, allowed, because: [rule], fix: [edit(`set \`${formatPath(path)}\``)] };
  }
  return {
    code,
    path: [...ADDITIONAL, similar],
    message: "Every resource must have this tag with a key in other letter case.",
    because: [rule],
    allowed: key,
    fix: [move([...ADDITIONAL, similar], path)],
  };
}

function wrongValue({ key, message, allowed }: RuleViolation, parts: TagParts): Finding {
  const { keys, required, additional } = parts.tags;
  const meaning = meaningOf(key, keys);
  const rule = [...REQUIRED, key];
  const path = meaning === undefined ? [...ADDITIONAL, key] : placeOf(meaning);
  const about = { code: "tags/value-not-allowed", path, message, allowed, because: [rule] } as const;
  // The environment selects the rules of the stack, so a rule about its tag follows it and not the other way round.
  if (meaning === "environment") return { ...about, fix: [edit(`correct \`${formatPath(rule)}\``)] };
  // Only letter case is corrected: similar words, such as internal and external, can mean the opposite.
  const value = meaning === undefined ? additional[key] : valueOf(meaning, parts);
  const meant = required[key]?.allowed?.find((other) => other.toLowerCase() === value?.toLowerCase());
  return { ...about, fix: [meant === undefined ? edit(`correct \`${formatPath(path)}\``) : set(path, meant)] };
}

/** Where the stack file states what a mandatory tag says. */
function placeOf(meaning: TagMeaning): Path {
  return meaning === "environment" ? [meaning] : ["tags", meaning];
}

function valueOf(meaning: TagMeaning, { tags, environment }: TagParts): string {
  return meaning === "environment" ? environment : tags[meaning];
}

/** Every relation that must hold between values of `groundwork:tags`. */
export const tagRules: readonly Rule[] = [
  tagKeysAreDistinct,
  tagsFollowTheirRules,
  ...componentTagRules,
  ...tagValueRules,
];
