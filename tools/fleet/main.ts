import pc from "picocolors";
import { thisTerminal } from "../terminal/execute";
import { runTool } from "../terminal/tool";
import { runFleet } from "./run";

/** `npm run fleet -- <command>`: checks bucket inventories and updates their lock files; needs no engine, account or network. */
function main(): number {
  const { place, write, writeError } = thisTerminal();
  return runFleet(process.argv.slice(2), {
    directory: place.cwd,
    today: new Date(),
    write,
    writeError,
    colors: pc,
  });
}

runTool(main);
