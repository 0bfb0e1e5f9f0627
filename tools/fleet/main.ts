import pc from "picocolors";
import { runTool } from "../terminal/tool";
import { runFleet } from "./run";

/** `npm run fleet -- <command>`: checks bucket inventories and updates their lock files; needs no engine, account or network. */
function main(): Promise<number> {
  const exitCode = runFleet(process.argv.slice(2), {
    // Paths on the command line are relative to the folder in which npm was called.
    directory: process.env["INIT_CWD"] ?? process.cwd(),
    today: new Date(),
    write: (text) => {
      console.log(text);
    },
    colors: pc,
  });
  return Promise.resolve(exitCode);
}

runTool(main);
