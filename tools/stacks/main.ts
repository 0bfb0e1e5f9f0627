import path from "node:path";

import { bind, runCommands } from "../terminal/execute";
import { plainTable } from "../terminal/table";
import { UsageError } from "../terminal/tool";
import { stacksCommand } from "./command";
import { changedFiles, isExample } from "./examples";
import { parseNames, type StackLists, stackLists } from "./stacks";

const PROJECT_DIR = path.resolve(__dirname, "../..");

/** `npm run stacks -- [<stack>] [--only <names>]`: no workflow repeats the names of stacks. */
const stacks = bind(
  stacksCommand,
  async ({ operands: [stack], options: { only, since, json, format = json === true ? "json" : "text" } }) => {
    const names = only === undefined ? undefined : parseNames(only);
    if (stack !== undefined && names?.includes(stack) === false) {
      throw new UsageError(`The stack ${stack} is not in the list ${names.join(", ")}.`);
    }
    const changed = since === undefined ? undefined : await changedFiles(PROJECT_DIR, since);
    const lists = stackLists(PROJECT_DIR, { only: stack === undefined ? names : [stack], changed });
    console.log(FORMATS[format](lists));
    return 0;
  },
);

const FORMATS: Readonly<Record<"text" | "json" | "github", (lists: StackLists) => string>> = {
  text: textOf,
  json: (lists) => JSON.stringify(lists, undefined, 2),
  github: (lists) =>
    Object.entries(lists)
      .map(([name, values]) => `${name}=${JSON.stringify(values)}`)
      .join("\n"),
};

function textOf({ stacks: listed, files }: StackLists): string {
  const rows = listed.map(({ name, environment, target }) => [name, environment, target]);
  const examples = files.filter(isExample);
  return [
    ...(rows.length === 0 ? ["No stacks."] : [plainTable([["STACK", "ENVIRONMENT", "TARGET"], ...rows])]),
    ...(examples.length === 0
      ? []
      : ["", "Examples, which are rehearsed only:", ...examples.map((file) => `  ${file}`)]),
  ].join("\n");
}

runCommands("stacks", [stacks]);
