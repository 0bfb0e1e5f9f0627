import path from "node:path";

import { bind, runCommands } from "../terminal/execute";
import { UsageError } from "../terminal/tool";
import { stacksCommand } from "./command";
import { parseNames, stackLists } from "./stacks";

/**
 * `npm run stacks -- [<stack>] [--only <names>]`: lists stacks as JSON, one output of a workflow job in each line, so that
 * no workflow repeats the names of stacks.
 */
const stacks = bind(stacksCommand, ({ operands: [stack], options: { only } }) => {
  const names = only === undefined ? undefined : parseNames(only);
  if (stack !== undefined && names?.includes(stack) === false) {
    throw new UsageError(`The stack ${stack} is not in the list ${names.join(", ")}.`);
  }
  const lists = stackLists(path.resolve(__dirname, "../.."), stack === undefined ? names : [stack]);
  for (const [name, values] of Object.entries(lists)) console.log(`${name}=${JSON.stringify(values)}`);
  return 0;
});

runCommands("stacks", [stacks]);
