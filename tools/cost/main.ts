import { PROJECT_DIR } from "../rehearse/load";
import { bind, runCommands, thisTerminal } from "../terminal/execute";
import { costCommand } from "./command";
import { runCost } from "./run";

/** `npm run cost -- <stack>…` */
const cost = bind(costCommand, ({ stacks, options: { since, json, format = json === true ? "json" : "table" } }) =>
  runCost(stacks, format, since, { root: PROJECT_DIR, ...thisTerminal() }),
);

runCommands("cost", [cost]);
