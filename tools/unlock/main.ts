import { thisMachine } from "../backend/holder";
import { findEngine } from "../engine";
import { stackWords } from "../state/describe";
import { inspect, inspectContext } from "../state/interruption";
import { ask } from "../terminal/ask";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { unlockCommand } from "./command";
import { runUnlock } from "./run";
import { livenessAtGitHub } from "./workflow-runs";

/** `npm run unlock -- <stack>` */
const unlock = bind(unlockCommand, async ({ stacks: [stack], options: { yes, host } }) => {
  const context = inspectContext(await findEngine());
  const choices = { isConfirmed: yes === true, host };
  return runUnlock(stackWords(stack), choices, {
    inspect: () => inspect(stack, context),
    username: thisMachine(runCommand).username,
    livenessOfRun: livenessAtGitHub({ env: process.env, run: runCommand, request: fetch }),
    ask,
    write: (text) => {
      console.log(text);
    },
  });
});

runCommands("unlock", [unlock]);
