import path from "node:path";
import { runTool } from "../terminal/tool";
import { type Engine, findEngine } from "./engine";
import { passThrough } from "./pass-through";

/** Commands that start the program, and with it the language host. */
const PROGRAM_COMMANDS: readonly (string | undefined)[] = ["preview", "up"];

/** `npm run pulumi -- <arguments>`: the found Pulumi CLI, as if it had been called itself. */
async function main(): Promise<number> {
  const engine = await findEngine();
  const args = process.argv.slice(2);
  const exitCode = await passThrough(engine.command, args, {
    env: environment(engine),
    terminal: [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY),
    signals: process,
  });
  if (exitCode !== 0 && engine.source === "built" && PROGRAM_COMMANDS.includes(args[0])) {
    console.error(
      "This CLI was built from Go modules, which lack Pulumi's Node.js language host: it rehearses (npm run rehearse), " +
        "but it cannot preview or update a real stack. For that, install https://www.pulumi.com/docs/install/",
    );
  }
  return exitCode;
}

function environment(engine: Engine): NodeJS.ProcessEnv {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  if (engine.source === "path") return env;
  // The language hosts of a distribution lie beside its CLI; the Automation API puts them on PATH in the same way.
  return { ...env, PATH: [path.dirname(engine.command), process.env["PATH"]].join(path.delimiter) };
}

runTool(main);
