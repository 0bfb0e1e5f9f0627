import * as path from "node:path";
import pc from "picocolors";
import { runTool } from "../terminal/tool";
import { runConfig } from "./run";

/** `npm run config -- <command>`: looks at stack files without an engine, an account or a network. */
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
