import pc from "picocolors";
import { thisPlace } from "../terminal/target";
import { runTool } from "../terminal/tool";
import { runFleet } from "./run";

/** `npm run fleet -- <command>`: checks bucket inventories and updates their lock files; needs no engine, account or network. */
function main(): number {
  return runFleet(process.argv.slice(2), {
    directory: thisPlace().cwd,
    today: new Date(),
    write: (text) => {
      console.log(text);
    },
    colors: pc,
  });
}

runTool(main);
