import { EXPIRY_TAG_KEY } from "../../domain/expiry/expiry";
import { churningValue } from "../../domain/tags/churning-values";
import { TAGGED_COMPONENTS } from "../../domain/tags/component-tags";
import { ignoredPlatformKeys } from "../../domain/tags/ignored-tags";
import { TAG_MEANINGS } from "../../domain/tags/tag-keys";
import type { Rule } from "../check/rule";
import { edit, remove } from "../diagnostics/finding";
import type { Parts } from "../schema";
import { formatPath, type Path } from "../source/path";

/** A key such as `GitCommit` is refused already; this is about values. */
const valuesDoNotChangeWithEveryRun: Rule = function* ({ tags }) {
  if (tags === undefined) return;
  for (const [path, value] of valuesOf(tags)) {
    const churning = churningValue(value);
    if (churning === undefined) continue;
    const { what, isUncertain } = churning;
    yield {
      code: "tags/churning-value",
      path,
      message: `The value ${isUncertain ? "looks like" : "is"} ${what}. If it changes with every run, every run updates all resources with the tag, and replaces nodes of the cluster.`,
      allowed: "a value that does not change from run to run",
      fix: [
        edit(
          `set \`${formatPath(path)}\` to a constant value${isUncertain ? ", unless it does not change from run to run" : ""}`,
        ),
      ],
      ...(isUncertain ? { warning: true } : {}),
    };
  }
};

function valuesOf(tags: Parts["tags"]): readonly (readonly [Path, string])[] {
  const ofStack = TAG_MEANINGS.filter((meaning) => meaning !== "environment");
  return [
    ...ofStack.map((meaning): [Path, string] => [["tags", meaning], tags[meaning]]),
    ...entriesAt(["tags", "additional"], tags.additional),
    ...TAGGED_COMPONENTS.flatMap((name) => entriesAt(["tags", "components", name], tags.components[name])),
  ];
}

function entriesAt(at: Path, tags: Readonly<Record<string, string>>): [Path, string][] {
  return Object.entries(tags).map(([key, value]) => [[...at, key], value]);
}

/** The provider leaves an ignored tag out of what it sets, also if the program states it. */
const ignoredTagsAreThoseOfOthers: Rule = function* ({ tags, expiry }) {
  if (tags === undefined) return;
  const stackKeys = [
    ...Object.values(tags.keys),
    ...Object.keys(tags.additional),
    ...TAGGED_COMPONENTS.flatMap((name) => Object.keys(tags.components[name])),
    ...(expiry === undefined ? [] : [EXPIRY_TAG_KEY]),
  ];
  for (const list of ["keys", "keyPrefixes"] as const) {
    for (const [index, text] of tags.ignore[list].entries()) {
      const ignored = ignoredPlatformKeys({ keys: [], keyPrefixes: [], [list]: [text] }, stackKeys);
      if (ignored.length === 0) continue;
      const path = ["tags", "ignore", list, index];
      yield {
        code: "tags/ignored-stack-tag",
        path,
        message: `The stack sets tags that this entry ignores, so resources would not have them: ${ignored.join(", ")}.`,
        allowed: list === "keys" ? "keys that the stack does not set" : "prefixes of keys that the stack does not set",
        fix: [list === "keys" ? remove(path) : edit(`choose a longer prefix in \`${formatPath(path)}\``)],
      };
    }
  }
};

/** Rules about values that tags must not have, and about tags that the stack does not manage. */
export const tagValueRules: readonly Rule[] = [valuesDoNotChangeWithEveryRun, ignoredTagsAreThoseOfOthers];
