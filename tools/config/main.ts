import pc from "picocolors";
import { thisPlace } from "../terminal/target";
import { runTool } from "../terminal/tool";
import { runConfig } from "./run";

/** `npm run config -- <command>`: checks and shows stack files; needs no engine, account or network. */
function main(): number {
  const { root, cwd } = thisPlace();
  const write = (text: string): void => {
    console.log(text);
  };
  return runConfig(process.argv.slice(2), { directory: root, today: new Date(), write, colors: pc }, cwd);
}

runTool(main);
