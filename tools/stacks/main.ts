import path from "node:path";

import { bind, runCommands } from "../terminal/execute";
import { stacksCommand } from "./command";
import { stackLists } from "./stacks";

/**
 * `npm run stacks -- [<stack>]`: lists the stack files as JSON, one output of a workflow job in each line, so that no
 * workflow repeats the names of stacks.
 */
const stacks = bind(stacksCommand, ({ operands: [only] }) => {
  const lists = stackLists(path.resolve(__dirname, "../.."), only);
  for (const [name, values] of Object.entries(lists)) console.log(`${name}=${JSON.stringify(values)}`);
  return 0;
});

runCommands("stacks", [stacks]);
