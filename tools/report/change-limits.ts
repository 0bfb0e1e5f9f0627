import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { ToolError } from "../terminal/tool";
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

/** What the job accepts for a stack, by `change-limits.yaml` in the folder of its stack file. */
export function readAllowedChanges(directory: string, stack: string, labels: readonly string[]): AllowedChanges {
  const file = path.join(directory, LIMITS_FILE);
  if (!existsSync(file)) return { ...DEFAULTS, labels };
  const { data, error } = limitsFile.safeParse(parse(readFileSync(file, "utf8")) ?? {});
  if (data === undefined) throw new ToolError(`${LIMITS_FILE} has errors:\n${z.prettifyError(error)}`);
  const { stacks = {}, ...general } = data;
  return { ...DEFAULTS, ...general, ...stacks[stack], labels } as AllowedChanges;
}
