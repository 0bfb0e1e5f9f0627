import type { Change, StackReport } from "./model";
import type { Preview } from "./read/preview";

/** Which deletions and replacements the job accepts. */
export interface AllowedChanges {
  /** Label of the pull request that accepts all of them. */
  readonly label: string;
  /** Whether deletions and replacements of resources with data need the label. */
  readonly stateful: boolean;
  /** Percentage of a stack's resources whose deletion or replacement needs no label. */
  readonly deletedPercent: number;
  /** Labels that the pull request has. */
  readonly labels: readonly string[];
}

/** Deletions and replacements that fail the job. None if the pull request has the label. */
export function limitsOf(
  changes: readonly Change[],
  { unchanged }: Pick<Preview, "unchanged">,
  { label, stateful, deletedPercent, labels }: AllowedChanges,
): StackReport["limits"] {
  if (labels.includes(label)) return [];
  const endings = changes.filter(({ kind, isRetained }) => (kind === "delete" && !isRetained) || kind === "replace");
  const overLimit = stateful
    ? endings
        .filter(({ isStateful }) => isStateful)
        .map(({ urn, name, kind }) => ({
          urn,
          name,
          text: `The ${kind === "delete" ? "deletion" : "replacement"} of \`${name}\` destroys its data or its address.`,
          allowedBy: label,
        }))
    : [];
  return [...overLimit, ...shareLimit(changes, unchanged, deletedPercent, label)];
}

/** An empty program deletes everything, and its preview succeeds. A replacement deletes, too. */
function shareLimit(
  changes: readonly Change[],
  unchanged: number,
  deletedPercent: number,
  label: string,
): StackReport["limits"] {
  const count = (kind: Change["kind"]): number => changes.filter((change) => change.kind === kind).length;
  const existing = changes.length - count("create") + unchanged;
  const [deleted, replaced] = [count("delete"), count("replace")];
  if (existing === 0 || ((deleted + replaced) / existing) * 100 <= deletedPercent) return [];
  const ends = [...(deleted > 0 ? [`deletes ${deleted}`] : []), ...(replaced > 0 ? [`replaces ${replaced}`] : [])];
  const text = `The change ${ends.join(" and ")} of ${existing} resources, more than ${deletedPercent}%.`;
  return [{ urn: "", name: "", text, allowedBy: label }];
}
