import { runCommand } from "../terminal/command";
import { runTool, ToolError } from "../terminal/tool";
import { type Engine, findEngine } from "./engine";
import { answers, preflight } from "./preflight";
import { engineEnvironment, runPulumi } from "./pulumi";

/** Commands that start the program, and with it the language host. */
const PROGRAM_COMMANDS: readonly (string | undefined)[] = ["preview", "up"];

/** `npm run pulumi -- <arguments>`: the found Pulumi CLI, as if it had been called itself. */
async function main(): Promise<number> {
  const engine = await findEngine();
  const args = process.argv.slice(2);
  if (args[0] === "up") await refuseToStopHalfway(engine, args.slice(1));
  const exitCode = await runPulumi(engine, args);
  if (exitCode !== 0 && engine.source === "built" && PROGRAM_COMMANDS.includes(args[0])) {
    console.error(
      "This CLI was built from Go modules, which lack Pulumi's Node.js language host: it rehearses (npm run rehearse), " +
        "but it cannot preview or update a real stack. For that, install https://www.pulumi.com/docs/install/",
    );
  }
  return exitCode;
}

async function refuseToStopHalfway(engine: Engine, args: readonly string[]): Promise<void> {
  const obstacle = await preflight(args, {
    output: async (name, select) => {
      const env = engineEnvironment(engine);
      const { exitCode, stdout } = await runCommand(engine.command, ["stack", "output", name, ...select], { env });
      return exitCode === 0 ? stdout.trim() : undefined;
    },
    answers,
  });
  if (obstacle !== undefined) throw new ToolError(obstacle);
}

runTool(main);
