import { parse } from "yaml";
import { z } from "zod";

import { stackFileName } from "../../config/source/project-files";
import { didYouMean } from "../terminal/parse";
import { reasonOf, ToolError } from "../terminal/tool";
import type { AllowedChanges } from "./limits";

/** File beside Pulumi.yaml with the limits of its stacks; without it, the defaults apply. */
export const LIMITS_FILE = "change-limits.yaml";

const limits = z.strictObject({
  /** Label of a pull request that allows deletions and replacements over the limits. */
  label: z.string().min(1),
  /** Whether the deletion or replacement of a resource with data needs the label. */
  stateful: z.boolean(),
  /** Percentage of a stack's resources that a change may delete or replace without the label. */
  deletedPercent: z.number().min(0).max(100),
});

const DEFAULTS: z.infer<typeof limits> = { label: "allow-deletes", stateful: true, deletedPercent: 25 };

const limitsFile = limits.partial().extend({ stacks: z.record(z.string(), limits.partial()).optional() });

/** The limits of a stack, and whether the work tree has other ones. */
export interface StackLimits {
  readonly allowed: AllowedChanges;
  /** Whether the change that is reported changes `change-limits.yaml`. */
  readonly isChanged: boolean;
}

/** The text of `change-limits.yaml` in two revisions; undefined where it does not exist. */
export interface LimitsFile {
  /** At the revision that the report compares with. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/**
 * What the job accepts for a stack. The file of the earlier revision applies, so that no change allows itself; the one of the
 * work tree is checked only.
 *
 * @param stacks names of the stacks in the folder of the file
 */
export function stackLimits(
  { before, now }: LimitsFile,
  stack: string,
  stacks: readonly string[],
  labels: readonly string[],
): StackLimits {
  const { stacks: named = {} } = parseLimits(now ?? "");
  for (const name of Object.keys(named)) {
    if (stacks.includes(name)) continue;
    throw new ToolError(
      `${LIMITS_FILE} has limits of the stack ${name}, and ${stackFileName(name)} does not exist.${didYouMean(name, stacks)}`,
    );
  }
  const { stacks: ofStacks = {}, ...general } = parseEarlier(before ?? "");
  return {
    allowed: { ...DEFAULTS, ...general, ...ofStacks[stack], labels } as AllowedChanges,
    isChanged: before?.trim() !== now?.trim(),
  };
}

/** Limits of a file that this version does not accept are the defaults: otherwise nobody could correct the file. */
function parseEarlier(text: string): z.infer<typeof limitsFile> {
  try {
    return parseLimits(text);
  } catch (error) {
    if (error instanceof ToolError) return {};
    throw error;
  }
}

function parseLimits(text: string): z.infer<typeof limitsFile> {
  let values: unknown;
  try {
    values = parse(text) ?? {};
  } catch (error) {
    throw new ToolError(`${LIMITS_FILE} is no YAML: ${reasonOf(error)}`);
  }
  // The schema of an object accepts an empty list.
  if (Array.isArray(values)) throw new ToolError(`${LIMITS_FILE} is a list. Set keys such as \`deletedPercent: 10\`.`);
  const { data, error } = limitsFile.safeParse(values);
  if (data === undefined) throw new ToolError(`${LIMITS_FILE} has errors:\n${z.prettifyError(error)}`);
  return data;
}
