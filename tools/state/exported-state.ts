import type { CommandResult } from "../terminal/command";
import { parseJson } from "../terminal/json";
import { z } from "zod";
import { explainUnreadable } from "./unreadable";

/** A resource of an exported state. The schema keeps all other fields. */
const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  parent: z.string().optional(),
  /** URN and ID of the provider. */
  provider: z.string().optional(),
  dependencies: z.array(z.string()).optional(),
  /** URNs of the resources whose outputs an input uses. */
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  protect: z.boolean().optional(),
  /** The object of a replaced resource, which the next update deletes. */
  delete: z.boolean().optional(),
  /** The object of a resource was deleted, and the next update creates its replacement. */
  pendingReplacement: z.boolean().optional(),
});
export type StateResource = z.infer<typeof resource>;

const operation = z.looseObject({
  resource,
  type: z.enum(["creating", "updating", "deleting", "reading", "importing"]),
});
/** An operation that the engine started, and whose result it did not save. */
export type PendingOperation = z.infer<typeof operation>;

/** The state of a stack without resources has no deployment, or no list. */
const exportedState = z.looseObject({
  deployment: z
    .looseObject({
      resources: z.array(resource).nullish(),
      pending_operations: z.array(operation).nullish(),
    })
    .nullish(),
});

/** The state of a stack: what `pulumi stack export` prints. */
export interface ExportedState {
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
}

/** The state, or why there is none: the backend has no such stack, or the state cannot be read. */
export type StateReading =
  | { readonly kind: "read"; readonly state: ExportedState; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly explanation: string };

/** Reads the state of the stack that the arguments select, without its secrets. */
export async function readState(
  select: readonly string[],
  pulumi: (args: readonly string[]) => Promise<CommandResult>,
): Promise<StateReading> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", ...select]);
  if (exitCode === 0) return { kind: "read", state: parseState(stdout), text: stdout };
  if (stderr.includes("no stack named")) return { kind: "absent" };
  return { kind: "unreadable", explanation: explainUnreadable(stderr, select) };
}

/** @param failure begins the error about a text that is no state */
export function parseState(text: string, failure = "The output of `pulumi stack export` is no state"): ExportedState {
  const { deployment } = parseJson(text, exportedState, failure);
  return { resources: deployment?.resources ?? [], pending: deployment?.pending_operations ?? [] };
}

/** An output of the stack, unless it is secret. */
export function outputOf({ resources }: ExportedState, name: string): string | undefined {
  const value = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.[name];
  return typeof value === "string" ? value : undefined;
}

/** Name of the stack and of its project, from the first URN; undefined for a state without resources. */
export function identityOf({ resources, pending }: ExportedState): { stack: string; project: string } | undefined {
  const urn = resources[0]?.urn ?? pending[0]?.resource.urn;
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn ?? "") ?? [];
  return stack === undefined || project === undefined ? undefined : { stack, project };
}

/** The Region of a resource: its own, or that of its provider. */
export function regionOf(
  { inputs, provider }: Pick<StateResource, "inputs" | "provider">,
  { resources }: ExportedState,
): string | undefined {
  const ofProvider = resources.find(({ urn }) => urn === providerUrn(provider))?.inputs?.["region"];
  return [inputs?.["region"], ofProvider].find((value) => typeof value === "string");
}

/** A reference to a provider ends with `::` and its ID. */
export function providerUrn(reference: string | undefined): string | undefined {
  return reference?.replace(/::[^:]*$/, "");
}

/** Physical IDs and ARNs of the resources. */
export function identitiesOf({ resources }: ExportedState): ReadonlySet<string> {
  const identities = resources.flatMap(({ id, outputs }) => [id, outputs?.["arn"]]);
  return new Set(identities.filter((identity) => typeof identity === "string"));
}

export function logicalName(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
