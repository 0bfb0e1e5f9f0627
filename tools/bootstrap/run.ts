import path from "node:path";

import { BOOTSTRAP_PROJECT, type BootstrapConfig, loadBootstrapStackFile } from "../../config";
import { stateBucketName } from "../../domain/bootstrap/names";
import { readProject } from "../rehearse/program";
import { ExitCode } from "../terminal/declaration";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { type Backend, bucketBackend, isMoved, localBackend } from "./backend";
import { commandFor, type Context as MoveContext, moveState } from "./move-state";
import { nextSteps } from "./next-steps";

/** External functions that the command calls; tests replace them. */
export interface Context extends MoveContext {
  /** Runs Pulumi with a backend on this terminal, and returns its exit code. */
  readonly onTerminal: (backend: Backend, args: readonly string[]) => Promise<number>;
}

/** Creates or updates the bootstrap, and prints the commands that use it. Returns the exit code of Pulumi. */
export async function runBootstrap(target: Target, passedOn: readonly string[], context: Context): Promise<number> {
  const config = configOf(target);
  const moved = isMoved(target.file);
  const backend = moved ? bucketBackend(config) : localBackend(target.directory);
  if (!moved) {
    const create = ["stack", "select", "--create", "--secrets-provider", backend.secretsProvider];
    const { exitCode, stderr } = await context.pulumi(backend, [...create, ...selection(target)]);
    if (exitCode !== 0)
      throw new ToolError(`Pulumi cannot create the stack ${target.stack} at ${backend.url}:\n${stderr}`);
  }
  const exitCode = await context.onTerminal(backend, ["up", ...selection(target), ...passedOn]);
  if (exitCode !== ExitCode.success) return exitCode;
  context.write(
    [
      "",
      ...(moved
        ? []
        : [
            "# The state is a file on this machine. Move it into the bucket:",
            `${commandFor(target)} --move-state`,
            "",
          ]),
      nextSteps(config),
    ].join("\n"),
  );
  return exitCode;
}

/** Moves the state of the bootstrap into the bucket that it created. */
export async function runMoveState(target: Target, passedOn: readonly string[], context: MoveContext): Promise<number> {
  if (passedOn.length > 0) {
    throw new ToolError(`The option --move-state accepts no arguments for Pulumi: ${passedOn.join(" ")}`);
  }
  const config = configOf(target);
  const to = bucketBackend(config);
  if (isMoved(target.file)) {
    throw new ToolError(
      `The state of the stack ${target.stack} is in ${to.url} already: \`secretsprovider\` of ${path.basename(target.file)} is set. Nothing was changed.`,
    );
  }
  const { name, aws } = config;
  const bucketName = stateBucketName({ name, accountId: aws.accountId, region: aws.region });
  await moveState(target, localBackend(target.directory), to, bucketName, context);
  return ExitCode.success;
}

function configOf({ directory, file }: Target): BootstrapConfig {
  const project = readProject(directory).name;
  if (project !== BOOTSTRAP_PROJECT) {
    throw new ToolError(
      `${path.basename(file)} is a stack file of the project ${project}. Copy bootstrap/Pulumi.example.yaml to ` +
        "bootstrap/Pulumi.<account>.yaml, and pass this path: docs/bootstrap.md",
    );
  }
  return loadBootstrapStackFile(file);
}
