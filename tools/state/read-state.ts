import path from "node:path";
import { z } from "zod";
import { startSandbox } from "../../sandbox";
import { automationCommand, engineEnvironment, findEngine } from "../engine";
import { load } from "../rehearse/load";
import { freshProgram } from "../rehearse/program";
import { reportProgress } from "../rehearse/report-progress";
import { Stage } from "../rehearse/stage";
import { runCommand } from "../terminal/command";
import { parseJson, readText } from "../terminal/json";
import { selection, type Target } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";

/** Where the state of a stack comes from. */
export interface StateSource {
  /** A file that `pulumi stack export` wrote; relative to the user's folder. */
  readonly state: string | undefined;
  /** Whether to create the stack in the simulated cloud, and to read the state that results. */
  readonly rehearse: true | undefined;
}

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  parent: z.string().optional(),
  protect: z.boolean().optional(),
  dependencies: z.array(z.string()).nullish(),
  /** URNs of the resources whose outputs an input uses. */
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const exportedState = z.object({ deployment: z.object({ resources: z.array(resource).nullish() }) });

/** A resource in a state. Values of outputs may be encrypted. */
export type StateResource = z.output<typeof resource>;

/** The resources of a stack, as its last update left them. */
export async function readState(target: Target, source: StateSource, cwd: string): Promise<readonly StateResource[]> {
  if (source.state !== undefined && source.rehearse === true) {
    throw new UsageError("The options --state and --rehearse exclude each other.");
  }
  if (source.state !== undefined) {
    const file = path.resolve(cwd, source.state);
    return parseState(readText(file), `${file} is not the output of \`pulumi stack export\``);
  }
  if (source.rehearse === true) return rehearsedState(target);
  const engine = await findEngine();
  const { exitCode, stdout, stderr } = await runCommand(engine.command, ["stack", "export", ...selection(target)], {
    env: engineEnvironment(engine),
  });
  if (exitCode === 0) return parseState(stdout, "`pulumi stack export` printed no state");
  throw new ToolError(
    `\`pulumi stack export\` failed:\n${stderr}\nWithout a backend and an account, use --rehearse, or --state <file>.`,
  );
}

export function parseState(text: string, subject: string): readonly StateResource[] {
  return parseJson(text, exportedState, subject).deployment.resources ?? [];
}

/** The state of the stack in the simulated cloud, where IDs and ARNs are made up. */
async function rehearsedState(target: Target): Promise<readonly StateResource[]> {
  const { name, directory, project, files, aws, world, platform } = load(target, new Date());
  if (platform !== undefined)
    throw new UsageError("The option --rehearse does not support the stacks of applications.");
  const engine = await automationCommand(await findEngine());
  const sandbox = await startSandbox({ accountId: aws.accountId, world });
  const program = freshProgram(project.programDir);
  const stage = await Stage.create({ stack: name, projectDir: directory, program, files, engine, sandbox });
  try {
    const { succeeded, errors } = await reportProgress("rehearse", (onProgress) => stage.up(onProgress));
    if (!succeeded) throw new ToolError(`The stack cannot be created in the simulated cloud:\n${errors.join("\n")}`);
    return exportedState.parse(await stage.exportState()).deployment.resources ?? [];
  } finally {
    sandbox.stop();
    await stage.dispose();
  }
}
