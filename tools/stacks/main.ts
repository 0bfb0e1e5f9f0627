import path from "node:path";

import { runTool } from "../terminal/tool";
import { stackLists } from "./stacks";

/**
 * `npm run stacks -- [<stack>]`: lists the stack files as JSON, one output of a workflow job in each line, so that no
 * workflow repeats the names of stacks.
 */
function main(): number {
  const [only] = process.argv.slice(2);
  const lists = stackLists(path.resolve(__dirname, "../.."), only);
  for (const [name, stacks] of Object.entries(lists)) console.log(`${name}=${JSON.stringify(stacks)}`);
  return 0;
}

runTool(() => Promise.resolve().then(main));
