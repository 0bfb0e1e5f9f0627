import pc from "picocolors";
import { thisTerminal } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { runTool } from "../terminal/tool";
import { runConfig } from "./run";

/** `npm run config -- <command>`: checks and shows stack files; needs no engine, account or network. */
function main(): Promise<number> | number {
  const { root, cwd } = thisPlace();
  const { write, writeError } = thisTerminal();
  return runConfig(process.argv.slice(2), { directory: root, today: new Date(), write, writeError, colors: pc }, cwd);
}

runTool(main);
