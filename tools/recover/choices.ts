import { cloudObject, importArguments } from "../state/aws-object";
import type { StackWords } from "../state/describe";
import type { ExportedState, PendingOperation } from "../state/exported-state";
import { commandLine } from "../terminal/shell";
import type { Context } from "./context";
import type { LookUp } from "./look-up";

/** What became of an operation: it can be removed from the state, at once or before a refresh, or it is left. */
export type Outcome = "clear" | "refresh" | "left";

type Tools = Pick<Context, "ask" | "run" | "pulumi" | "write">;

/** Asks what to do about an operation, and does it. Without a terminal, only operations without a choice are resolved. */
export async function resolve(
  operation: PendingOperation,
  found: LookUp | undefined,
  state: ExportedState,
  at: StackWords,
  tools: Tools,
): Promise<Outcome> {
  const { type, resource } = operation;
  if (type === "reading" || (type === "creating" && cloudObject(resource, state).isRepeatable)) return "clear";
  if (type === "updating" || type === "deleting")
    return (await chooses(tools, "r", "[r]ead it from AWS")) ? "refresh" : "left";
  const ids = found?.kind === "found" ? found.ids : [];
  const [id] = ids.length === 1 ? ids : [];
  const choices = [
    id === undefined ? "[i ID] import the object with this ID" : `[i] import ${id}`,
    id === undefined ? "[d ID] delete it at AWS" : `[d] delete ${id} at AWS`,
    "[c] nothing exists, so only remove the operation from the state",
  ];
  const answer = await tools.ask(`     ${choices.join(", ")}, [s]kip: `);
  const [choice = "", given = id] = (answer ?? "").trim().split(/\s+/);
  if (choice === "c") return "clear";
  if (given === undefined || given === "") return "left";
  if (choice === "i") return importObject(given, operation, at, tools);
  return choice === "d" ? deleteObject(given, operation, state, tools) : "left";
}

async function chooses({ ask }: Tools, letter: string, choice: string): Promise<boolean> {
  return (await ask(`     ${choice}, [s]kip: `))?.trim() === letter;
}

async function importObject(
  id: string,
  { resource }: PendingOperation,
  { select }: StackWords,
  { pulumi, write }: Tools,
): Promise<Outcome> {
  const exitCode = await pulumi(importArguments(resource, id, select));
  if (exitCode === 0) return "clear";
  write(`     The import failed with the exit code ${exitCode}, so the operation is left.`);
  return "left";
}

async function deleteObject(
  id: string,
  { resource }: PendingOperation,
  state: ExportedState,
  { run, write }: Tools,
): Promise<Outcome> {
  const [command, ...args] = cloudObject(resource, state).remove?.(id) ?? [];
  if (command === undefined) {
    write("     Delete it in the console, and run the command again.");
    return "left";
  }
  const line = commandLine([command, ...args]);
  if (command !== "aws") {
    // kubectl and helm act on the current context, which may be another cluster.
    write(`     Delete it in the cluster of this stack, and run the command again: ${line}`);
    return "left";
  }
  write(`     ${line}`);
  const { exitCode, stderr } = await run(command, args);
  if (exitCode === 0) return "clear";
  write(`     ${stderr.trim().split("\n").at(-1) ?? ""}\n     The object was not deleted, so the operation is left.`);
  return "left";
}
