import { z } from "zod";

import { cloudObject } from "../state/aws-object";
import { type ExportedState, identitiesOf, type StateResource } from "../state/exported-state";
import { COMMAND_NOT_FOUND, type RunCommand } from "../terminal/command";

/** What AWS has of the resource of an interrupted create. */
export type LookUp =
  | { readonly kind: "found"; readonly ids: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly reason: string };

const NOT_FOUND = /NotFound|NoSuch|NonExistentQueue|does not exist|cannot be found/i;
const found = z.array(z.string());

/** Looks the object of a resource up at AWS, with a command that changes nothing. Objects that the state has are left out. */
export async function lookUp(resource: StateResource, state: ExportedState, run: RunCommand): Promise<LookUp> {
  const { find = [], importId } = cloudObject(resource, state);
  const [command, ...args] = find;
  if (command !== "aws") return { kind: "unknown", reason: "this command cannot look it up" };
  const { exitCode, stdout, stderr } = await run(command, args);
  if (exitCode === COMMAND_NOT_FOUND) return { kind: "unknown", reason: "the AWS CLI is not installed" };
  if (exitCode !== 0) {
    if (NOT_FOUND.test(stderr)) return { kind: "none" };
    return { kind: "unknown", reason: stderr.trim().split("\n").at(-1) ?? "" };
  }
  const known = identitiesOf(state);
  const ids = found
    .parse(JSON.parse(stdout.trim() || "[]"))
    .map(importId)
    .filter((id) => !known.has(id));
  return ids.length === 0 ? { kind: "none" } : { kind: "found", ids };
}

export function describeLookUp(result: LookUp): string {
  if (result.kind === "found") return `Found at AWS: ${result.ids.join(", ")}`;
  if (result.kind === "none") return "AWS has no such object that is not in the state.";
  return `Not looked up: ${result.reason}.`;
}
