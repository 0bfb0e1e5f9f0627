import { runTool } from "../terminal/tool";
import { findEngine } from "./engine";
import { runPulumi } from "./pulumi";
import { hintAtLanguageHost } from "./language-host";

/** `npm run pulumi -- <arguments>`: the found Pulumi CLI, as if it had been called itself. */
async function main(): Promise<number> {
  const engine = await findEngine();
  const args = process.argv.slice(2);
  const exitCode = await runPulumi(engine, args);
  if (exitCode !== 0) hintAtLanguageHost(engine, args[0]);
  return exitCode;
}

runTool(main);
