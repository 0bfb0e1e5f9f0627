import path from "node:path";
import { startSandbox } from "../../sandbox";
import { automationCommand, engineEnvironment, findEngine } from "../engine";
import { load } from "../rehearse/load";
import { freshProgram } from "../rehearse/program";
import { reportProgress } from "../rehearse/report-progress";
import { Stage } from "../rehearse/stage";
import { runCommand } from "../terminal/command";
import { readText } from "../terminal/json";
import { selection, type Target } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";
import { parseState, readState, type StateResource } from "./exported-state";

/** Where the state of a stack comes from. */
export interface StateSource {
  /** A file that `pulumi stack export` wrote; relative to the user's folder. */
  readonly state: string | undefined;
  /** Whether to create the stack in the simulated cloud, and to read the state that results. */
  readonly rehearse: true | undefined;
}

/** The resources of a stack, as its last update left them. */
export async function readResources(
  target: Target,
  source: StateSource,
  cwd: string,
): Promise<readonly StateResource[]> {
  if (source.state !== undefined && source.rehearse === true) {
    throw new UsageError("The options --state and --rehearse exclude each other.");
  }
  if (source.state !== undefined) {
    const file = path.resolve(cwd, source.state);
    return parseState(readText(file), `${file} is not the output of \`pulumi stack export\``).resources;
  }
  if (source.rehearse === true) return rehearsedResources(target);
  const engine = await findEngine();
  const env = engineEnvironment(engine);
  const reading = await readState(selection(target), (args) => runCommand(engine.command, args, { env }));
  if (reading.kind === "read") return reading.state.resources;
  const reason = reading.kind === "absent" ? `The backend has no stack ${target.stack}.` : reading.explanation;
  throw new ToolError(`${reason}\nWithout a backend and an account, use --rehearse, or --state <file>.`);
}

/** The state of the stack in the simulated cloud, where IDs and ARNs are made up. */
async function rehearsedResources(target: Target): Promise<readonly StateResource[]> {
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
    return parseState(JSON.stringify(await stage.exportState())).resources;
  } finally {
    sandbox.stop();
    await stage.dispose();
  }
}
