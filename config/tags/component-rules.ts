import { EXPIRY_TAG_KEY } from "../../domain/expiry/expiry";
import {
  componentRuleViolation,
  keyConflict,
  mandatoryTag,
  type TagContext,
  TAGGED_COMPONENTS,
} from "../../domain/tags/component-tags";
import { MOST_OBJECT_TAGS, TAG_MEANINGS, type TagMeaning } from "../../domain/tags/tag-keys";
import type { Rule } from "../check/rule";
import { edit, type Finding, move, remove } from "../diagnostics/finding";
import { formatPath, type Path } from "../source/path";

const COMPONENTS: Path = ["tags", "components"];

const componentTagsOverrideNoMandatoryTag: Rule = function* ({ tags, expiry }) {
  if (tags === undefined) return;
  for (const { path, key } of componentEntries(tags)) {
    const conflict = keyConflict(key, { ...tags, expiry });
    if (conflict === undefined) continue;
    if ("mandatory" in conflict) {
      yield overriddenTag(path, conflict.mandatory);
      continue;
    }
    const sameKey = [...path.slice(0, -1), conflict.sameExceptLetterCase];
    yield {
      code: "tags/duplicate-key",
      path,
      message:
        "The tag key differs from one of `tags.additional` only in letter case, so resources of the component would have both.",
      allowed: "another key, or the same letter case",
      because: [["tags", "additional"]],
      fix: [move(path, sameKey)],
    };
  }
};

const componentTagsFollowTheirRules: Rule = function* ({ tags }) {
  if (tags === undefined) return;
  for (const { path, key, value } of componentEntries(tags)) {
    const violation = componentRuleViolation(key, value, tags.required);
    if (violation === undefined) continue;
    yield {
      code: "tags/value-not-allowed",
      path,
      message: violation.message,
      allowed: violation.allowed,
      because: [["tags", "required", key]],
      fix: [edit(`correct \`${formatPath(path)}\``)],
    };
  }
};

/** The program of a fleet, or of an account's bootstrap, creates none of these components. */
const onlyPlatformsHaveComponents: Rule = function* ({ tags, fleet, bootstrap }) {
  if (tags === undefined || (fleet === undefined && bootstrap === undefined)) return;
  for (const component of TAGGED_COMPONENTS) {
    if (Object.keys(tags.components[component]).length === 0) continue;
    const path = [...COMPONENTS, component];
    yield {
      code: "tags/no-such-component",
      path,
      message: "The stack creates no components, so no resource gets these tags.",
      allowed: "no `tags.components` in stacks of a fleet or bootstrap",
      fix: [remove(path)],
    };
  }
};

/** The script of the canaries is an object in S3 with the default tags and those of its component. */
const monitoringTagsFitTheCanaryScript: Rule = function* ({ tags, expiry, monitoring }) {
  const canaries = Object.keys(monitoring?.canaries ?? {});
  if (tags === undefined || canaries.length === 0) return;
  const defaults = [...TAG_MEANINGS.map((meaning) => tags.keys[meaning]), ...Object.keys(tags.additional)];
  if (expiry !== undefined) defaults.push(EXPIRY_TAG_KEY);
  const own = Object.keys(tags.components.monitoring).filter((key) => !defaults.includes(key));
  for (const key of own.slice(Math.max(0, MOST_OBJECT_TAGS - defaults.length))) {
    const path: Path = [...COMPONENTS, "monitoring", key];
    yield {
      code: "tags/too-many-tags",
      path,
      message: `The script of the canaries is an S3 object, on which AWS allows ${MOST_OBJECT_TAGS} tags. It has ${defaults.length} default tags and those of \`monitoring\`.`,
      allowed: `at most ${MOST_OBJECT_TAGS} default tags and tags of \`monitoring\` together`,
      because: [["monitoring", "canaries"]],
      fix: [remove(path)],
    };
  }
};

/** An override of a single resource takes precedence over all other tags. */
const overridesKeepMandatoryTags: Rule = function* ({ tags, expiry, overrides = {} }) {
  if (tags === undefined) return;
  for (const [name, { arguments: values }] of Object.entries(overrides)) {
    const { tags: own } = values;
    if (typeof own !== "object" || own === null) continue;
    for (const key of Object.keys(own)) {
      const meaning = mandatoryTag(key, { ...tags, expiry });
      if (meaning !== undefined) yield overriddenTag(["overrides", name, "arguments", "tags", key], meaning);
    }
  }
};

function overriddenTag(path: Path, meaning: TagMeaning | "expiry"): Finding {
  const isTopLevel = meaning === "environment" || meaning === "expiry";
  const place: Path = isTopLevel ? [meaning] : ["tags", meaning];
  return {
    code: "tags/mandatory-key",
    path,
    message: `The tag of \`${formatPath(place)}\` has this key, and has the same value on all resources of the stack.`,
    allowed: "a key that is not mandatory",
    because: isTopLevel ? [place] : [["tags", "keys", meaning]],
    fix: [remove(path)],
  };
}

interface ComponentEntry {
  readonly path: Path;
  readonly key: string;
  readonly value: string;
}

function componentEntries({ components }: TagContext & { readonly components: Components }): ComponentEntry[] {
  return TAGGED_COMPONENTS.flatMap((component) =>
    Object.entries(components[component]).map(([key, value]) => ({
      path: [...COMPONENTS, component, key],
      key,
      value,
    })),
  );
}

type Components = Readonly<Record<(typeof TAGGED_COMPONENTS)[number], Readonly<Record<string, string>>>>;

/** Every relation between tags of components or single resources and the default tags. */
export const componentTagRules: readonly Rule[] = [
  componentTagsOverrideNoMandatoryTag,
  componentTagsFollowTheirRules,
  onlyPlatformsHaveComponents,
  overridesKeepMandatoryTags,
  monitoringTagsFitTheCanaryScript,
];
