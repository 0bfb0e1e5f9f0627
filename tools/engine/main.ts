import path from "node:path";
import { thisPlace } from "../terminal/target";
import { runTool } from "../terminal/tool";
import { findEngine } from "./engine";
import { runPulumi } from "./pulumi";
import { explainMissingLanguageHost } from "./language-host";

/** `npm run pulumi -- <arguments>`: runs the Pulumi CLI with the arguments, all of which are Pulumi's. */
async function main(): Promise<number> {
  const engine = await findEngine();
  const args = process.argv.slice(2);
  const { root, cwd } = thisPlace();
  // As without npm, Pulumi reads the project of the user's folder, and paths are relative to that folder.
  if (!path.relative(root, cwd).startsWith("..")) process.chdir(cwd);
  const exitCode = await runPulumi(engine, args);
  if (exitCode !== 0) explainMissingLanguageHost(engine, args[0]);
  return exitCode;
}

runTool(main);
