import pc from "picocolors";
import { runTool } from "../terminal/tool";
import { runFleet } from "./run";

/** `npm run fleet -- <command>`: looks after inventories of buckets without an engine, an account or a network. */
function main(): Promise<number> {
  const exitCode = runFleet(process.argv.slice(2), {
    // The folder that npm was called in: paths on the command line start there.
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
