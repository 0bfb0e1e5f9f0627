import { describeLock } from "../backend/locks";
import { stackArgument, stackOf } from "../../config/source/project-files";
import { selection, type Target } from "../terminal/target";
import { commandLine } from "../terminal/shell";
import { cloudObject, importArguments, UNKNOWN_ID } from "./aws-object";
import { type ExportedState, logicalName, type PendingOperation, type StateResource } from "./exported-state";
import { type HeldLock, remainsOf } from "./interruption";

/** How commands name a stack. */
export interface StackWords {
  /** Pulumi's options that select the stack. */
  readonly select: readonly string[];
  /** The stack as the argument of commands of this project; empty for the one that Pulumi selected. */
  readonly argument: string;
}

export function stackWords(target: Target | undefined): StackWords {
  if (target === undefined) return { select: [], argument: "" };
  return { select: selection(target), argument: stackArgument(target.directory, stackOf(target.file)) };
}

const PULUMI = ["npm", "run", "pulumi", "--"];
const RUNBOOK = "docs/runbooks/unlock-and-recover.md";

/** What each kind of operation may have left at AWS. */
const EFFECTS: Readonly<Record<PendingOperation["type"], string>> = {
  creating: "may exist at AWS without being in the state",
  updating: "may have the old values at AWS, or the new ones",
  deleting: "may no longer exist at AWS, but is in the state",
  reading: "was only read",
  importing: "exists at AWS, and is not in the state",
};

/** What may stop an update, and how to put it right, in paragraphs. Empty if nothing is left of an earlier update. */
export function describeRemains(state: ExportedState, at: StackWords): readonly string[] {
  const { pending, replaced, missing, broken } = remainsOf(state);
  return [
    ...(broken.length === 0 ? [] : [describeBroken(broken, at)]),
    ...(pending.length === 0 ? [] : [describePending(pending, state, at)]),
    ...(replaced.length === 0 ? [] : [describeReplaced(replaced, state, at)]),
    ...(missing.length === 0 ? [] : [describeMissing(missing)]),
  ];
}

export function describeLocks(locks: readonly HeldLock[], at: StackWords): string {
  return [
    "The stack is locked, so Pulumi refuses an update:",
    ...locks.map((lock) => `  - ${describeLock(lock)}: ${lock.liveness.reason}`),
    `To see whether a lock can be removed: ${npmRun("unlock", at)}`,
  ].join("\n");
}

function describePending(pending: readonly PendingOperation[], state: ExportedState, at: StackWords): string {
  return [
    `An update was interrupted, and ${count(pending.length, "operation")} of it ${pending.length === 1 ? "has" : "have"} no result in the state:`,
    ...pending.flatMap((operation, index) => [
      `  ${index + 1}. ${describeOperation(operation, state)}`,
      ...commandsFor(operation, state, at).map((line) => `     ${line}`),
    ]),
    "When all of them are resolved, remove them from the state. The file is a backup of it:",
    ...clearCommands(at).map((command) => `  ${command}`),
    `One after the other, with lookups at AWS: ${npmRun("recover", at)}. Runbook: ${RUNBOOK}`,
  ].join("\n");
}

/** The operation, and what AWS may have of its resource. */
export function describeOperation({ type, resource }: PendingOperation, state: ExportedState): string {
  const { description, isRepeatable } = cloudObject(resource, state);
  const effect =
    type === "creating" && isRepeatable ? "may exist; a repeated create changes the same object" : EFFECTS[type];
  return `${type} ${logicalName(resource.urn)} (${resource.type})\n     ${description} ${effect}.`;
}

/** The commands that resolve an operation, each with its purpose. */
export function commandsFor(
  { type, resource }: PendingOperation,
  state: ExportedState,
  at: StackWords,
): readonly string[] {
  if (type === "updating" || type === "deleting") {
    return [`Read it from AWS: ${commandLine([...PULUMI, ...refreshArguments([resource.urn], at)])}`];
  }
  const { consoleUrl, find, importId, remove, isRepeatable } = cloudObject(resource, state);
  if (type === "reading" || isRepeatable) return ["Nothing to do, except to remove the operation from the state."];
  const importWords = [...PULUMI, ...importArguments(resource, importId(UNKNOWN_ID), at.select)];
  return [
    ...(consoleUrl === undefined ? [] : [`Console: ${consoleUrl}`]),
    ...(find === undefined ? [] : [`Find:    ${commandLine(find)}`]),
    `Import:  ${commandLine(importWords)}`,
    ...(remove === undefined ? [] : [`Delete:  ${commandLine(remove(UNKNOWN_ID))}`]),
  ];
}

/** Arguments of Pulumi that read resources from AWS, and no others. */
export function refreshArguments(urns: readonly string[], { select }: StackWords): readonly string[] {
  return ["refresh", ...urns.flatMap((urn) => ["--target", urn]), ...select];
}

/** Pulumi removes all pending operations from a state that it imports. */
export function clearCommands(at: StackWords): readonly string[] {
  return ["export", "import"].map((verb) =>
    commandLine([...PULUMI, "stack", verb, "--file", "state.json", ...at.select]),
  );
}

function describeReplaced(replaced: readonly StateResource[], state: ExportedState, at: StackWords): string {
  return [
    `A replacement was interrupted after the new object was created. The next update deletes ${count(replaced.length, "old object")}:`,
    ...replaced.map((resource) => {
      const { consoleUrl } = cloudObject(resource, state);
      return `  - ${logicalName(resource.urn)} (${resource.type}), ID ${resource.id ?? "unknown"}${consoleUrl === undefined ? "" : `\n    ${consoleUrl}`}`;
    }),
    `If nothing uses them any more: ${npmRun("up", at, "--allow-deletes", String(replaced.length))}`,
  ].join("\n");
}

function describeMissing(missing: readonly StateResource[]): string {
  return [
    "A replacement was interrupted after the old object was deleted. The next update creates the new one:",
    ...missing.map(({ urn, type }) => `  - ${logicalName(urn)} (${type})`),
  ].join("\n");
}

function describeBroken(broken: readonly string[], at: StackWords): string {
  return [
    "The state is corrupt, and Pulumi refuses it:",
    ...broken.map((text) => `  - ${text}`),
    "Pulumi repairs it, and keeps a backup. Read what it changes before you confirm:",
    `  ${commandLine([...PULUMI, "state", "repair", ...at.select])}`,
  ].join("\n");
}

export function npmRun(command: string, { argument }: StackWords, ...options: readonly string[]): string {
  return commandLine(["npm", "run", command, "--", ...(argument === "" ? [] : [argument]), ...options]);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
