import { thisMachine } from "../backend/holder";
import { findEngine } from "../engine";
import { connect } from "../github/connect";
import { stackWords } from "../state/describe";
import { inspect, inspectContext } from "../state/interruption";
import { ask } from "../terminal/ask";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { unlockCommand } from "./command";
import { runUnlock } from "./run";
import { livenessOfRun } from "./workflow-runs";

/** `npm run unlock -- <stack>` */
const unlock = bind(unlockCommand, async ({ stacks: [stack], options: { yes, host } }) => {
  const context = inspectContext(await findEngine());
  const choices = { isConfirmed: yes === true, host };
  return runUnlock(stackWords(stack), choices, {
    inspect: () => inspect(stack, context),
    username: thisMachine(runCommand).username,
    livenessOfRun: async (holder) => {
      const github = await connect({ env: process.env, run: runCommand, request: fetch });
      // Without access to GitHub, nothing is known about runs.
      return typeof github === "string" ? undefined : livenessOfRun(holder, github).catch(() => undefined);
    },
    ask,
    write: (text) => {
      console.log(text);
    },
  });
});

runCommands("unlock", [unlock]);
