import { ToolError } from "../terminal/tool";
import { describeLocks, describeRemains, type StackWords } from "./describe";
import { type ExportedState } from "./exported-state";
import { type Inspection, remainsOf } from "./interruption";

/** Why an update must not start, in paragraphs; empty if it may. Pulumi itself creates the objects of pending operations again. */
function reasonsToStop(
  { reading, locks }: Inspection,
  at: StackWords,
  { acceptsReplaced }: { readonly acceptsReplaced: boolean },
): readonly string[] {
  if (reading.kind === "unreadable") return [reading.explanation];
  const locked = locks.length === 0 ? [] : [describeLocks(locks, at)];
  // The operations of an update that still runs are not interrupted.
  const isRunning = locks.some(({ liveness }) => liveness.status === "running");
  if (reading.kind === "absent" || isRunning) return locked;
  const { pending, replaced, broken } = remainsOf(reading.state);
  const isClean = pending.length === 0 && broken.length === 0 && (replaced.length === 0 || acceptsReplaced);
  return [...locked, ...(isClean ? [] : describeRemains(reading.state, at))];
}

/**
 * Throws if an earlier update left something that the next one would not handle.
 *
 * @param accepts whether the user accepts that the update deletes the old objects of interrupted replacements
 * @returns the state; undefined if the backend has no such stack
 */
export function requireUninterrupted(
  inspection: Inspection,
  at: StackWords,
  accepts: { readonly acceptsReplaced: boolean },
): ExportedState | undefined {
  const reasons = reasonsToStop(inspection, at, accepts);
  if (reasons.length > 0) throw new ToolError(["Nothing was changed.", ...reasons].join("\n\n"));
  return inspection.reading.kind === "read" ? inspection.reading.state : undefined;
}

/** A warning for a preview, which says nothing of what would stop an update. */
export function warningOf(inspection: Inspection, at: StackWords): string | undefined {
  // The preview itself fails if the state cannot be read.
  if (inspection.reading.kind === "unreadable") return undefined;
  const reasons = reasonsToStop(inspection, at, { acceptsReplaced: false });
  return reasons.length === 0 ? undefined : ["Warning: an update would stop.", ...reasons].join("\n\n");
}
