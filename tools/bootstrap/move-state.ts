import { rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { stackArgument, stackOf } from "../../config/source/project-files";
import type { CommandResult } from "../terminal/command";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import type { Backend } from "./backend";

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Runs Pulumi with a backend. */
  readonly pulumi: (backend: Backend, args: readonly string[]) => Promise<CommandResult>;
  readonly write: (text: string) => void;
}

/** Fields of an exported state that the move reads. */
interface ExportedState {
  readonly deployment: {
    readonly resources?: readonly { readonly urn: string; readonly type: string; readonly id?: string }[];
    readonly pending_operations?: readonly unknown[];
  };
}

/**
 * Moves the state of a stack from one backend to another, and then changes its secrets provider. Can be repeated after an
 * interruption: the old state is removed last, and only if the new one has the same resources. Pulumi keeps a backup of the
 * old state.
 *
 * @param bucketName the bucket of the new backend, which the stack must have created
 */
export async function moveState(
  target: Target,
  from: Backend,
  to: Backend,
  bucketName: string,
  context: Context,
): Promise<void> {
  const state = await exported(target, from, context);
  if (state === undefined) {
    throw new ToolError(
      `${from.url} has no state of the stack ${target.stack} to move. Create the stack first: ${commandFor(target)}`,
    );
  }
  assertMovable(state, target, bucketName);
  const existing = await exported(target, to, context);
  const isOther = existing !== undefined && urnsOf(existing).length > 0 && !haveSameResources(existing, state);
  if (isOther) {
    throw new ToolError(
      `${to.url} has a stack ${target.stack} with other resources, so nothing was moved. If another person moved the state ` +
        `before, use their version of ${path.basename(target.file)}, whose \`secretsprovider\` names the KMS key.`,
    );
  }

  const run = runner(target, context);
  await run(to, ["stack", "select", "--create", "--secrets-provider", from.secretsProvider]);
  await importState(state, target, (file) => run(to, ["stack", "import", "--file", file]));
  await run(to, ["stack", "change-secrets-provider", to.secretsProvider]);
  const moved = await exported(target, to, context);
  if (moved === undefined || !haveSameResources(moved, state)) {
    throw new ToolError(
      `The state at ${to.url} differs from the local state, which was not removed. Run the command again.`,
    );
  }
  await run(from, ["stack", "rm", "--force", "--yes", "--preserve-config"]);
  context.write(
    `Moved ${urnsOf(moved).length} resources of the stack ${target.stack} to ${to.url}.\n` +
      `Commit ${path.basename(target.file)}: its keys \`secretsprovider\` and \`encryptedkey\` name the KMS key of the state.`,
  );
}

/** The command that creates or updates the bootstrap. */
export function commandFor({ directory, file }: Target): string {
  return `npm run bootstrap -- ${stackArgument(directory, stackOf(file))}`;
}

/** Undefined if the backend has no such stack. */
async function exported(target: Target, backend: Backend, { pulumi }: Context): Promise<ExportedState | undefined> {
  const { exitCode, stdout, stderr } = await pulumi(backend, ["stack", "export", ...selection(target)]);
  if (exitCode === 0) return JSON.parse(stdout) as ExportedState;
  if (stderr.includes("no stack named")) return undefined;
  throw new ToolError(`The state at ${backend.url} cannot be read:\n${stderr}`);
}

function assertMovable({ deployment }: ExportedState, target: Target, bucketName: string): void {
  const { pending_operations: pending = [], resources = [] } = deployment;
  if (pending.length > 0) {
    throw new ToolError(
      `An update of the stack ${target.stack} was interrupted, and its state has ${pending.length} pending operations. ` +
        `Finish the update first: ${commandFor(target)}`,
    );
  }
  if (resources.some(({ type, id }) => type === "aws:s3/bucket:Bucket" && id === bucketName)) return;
  throw new ToolError(
    `The stack ${target.stack} has not created the bucket ${bucketName} yet. Create it first: ${commandFor(target)}`,
  );
}

function urnsOf({ deployment }: ExportedState): readonly string[] {
  return (deployment.resources ?? []).map(({ urn }) => urn);
}

function haveSameResources(one: ExportedState, other: ExportedState): boolean {
  return urnsOf(one).join("\n") === urnsOf(other).join("\n");
}

/** The file is readable for the user alone, and exists only while Pulumi reads it. */
async function importState(
  state: ExportedState,
  { directory }: Target,
  read: (file: string) => Promise<void>,
): Promise<void> {
  const file = path.join(directory, `.moved-state-${process.pid}.json`);
  try {
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    await read(file);
  } finally {
    await rm(file, { force: true });
  }
}

function runner(target: Target, { pulumi }: Context) {
  return async (backend: Backend, args: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await pulumi(backend, [...args, ...selection(target)]);
    if (exitCode === 0) return;
    throw new ToolError(
      `\`pulumi ${args.slice(0, 2).join(" ")}\` failed. The local state was not removed; run the command again once the ` +
        `cause is corrected.\n${stderr}`,
    );
  };
}
