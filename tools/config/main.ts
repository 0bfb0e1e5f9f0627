import * as path from "node:path";
import pc from "picocolors";
import { runTool } from "../terminal/tool";
import { runConfig } from "./run";

/** `npm run config -- <command>`: checks and shows stack files; needs no engine, account or network. */
function main(): Promise<number> {
  const exitCode = runConfig(process.argv.slice(2), {
    directory: path.resolve(__dirname, "../.."),
    today: new Date(),
    write: (text) => {
      console.log(text);
    },
    colors: pc,
  });
  return Promise.resolve(exitCode);
}

runTool(main);
