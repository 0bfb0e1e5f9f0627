import { runTool } from "../terminal/tool";
import { findEngine } from "./engine";
import { runPulumi } from "./pulumi";
import { explainMissingLanguageHost } from "./language-host";

/** `npm run pulumi -- <arguments>`: runs the Pulumi CLI with the arguments, all of which are Pulumi's. */
async function main(): Promise<number> {
  const engine = await findEngine();
  const args = process.argv.slice(2);
  const exitCode = await runPulumi(engine, args);
  if (exitCode !== 0) explainMissingLanguageHost(engine, args[0]);
  return exitCode;
}

runTool(main);
