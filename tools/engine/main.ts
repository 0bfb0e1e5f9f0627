import { runTool } from "../terminal/tool";
import { findEngine } from "./engine";
import { runPulumi } from "./pulumi";

/** Commands that start the program, and with it the language host. */
const PROGRAM_COMMANDS: readonly (string | undefined)[] = ["preview", "up"];

/** `npm run pulumi -- <arguments>`: the found Pulumi CLI, as if it had been called itself. */
async function main(): Promise<number> {
  const engine = await findEngine();
  const args = process.argv.slice(2);
  const exitCode = await runPulumi(engine, args);
  if (exitCode !== 0 && engine.source === "built" && PROGRAM_COMMANDS.includes(args[0])) {
    console.error(
      "This CLI was built from Go modules, which lack Pulumi's Node.js language host: it rehearses (npm run rehearse), " +
        "but it cannot preview or update a real stack. For that, install https://www.pulumi.com/docs/install/",
    );
  }
  return exitCode;
}

runTool(main);
