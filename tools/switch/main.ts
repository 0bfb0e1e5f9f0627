import { setTimeout as sleep } from "node:timers/promises";

import { engineEnvironment, findEngine } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { selection } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { switchCommand } from "./command";
import { runSwitch } from "./run";

const AWS_TIMEOUT_MS = 60_000;

/** `npm run switch -- <stack>` */
const switchWorkloads = bind(switchCommand, async ({ stacks: [target], operands: [workload], options }) => {
  const { to, json: isJson = false, ...settings } = options;
  const engine = await findEngine();
  // The weights are restored before the process ends. npm may send a signal a second time.
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interruption.abort();
    });
  }
  return withKubectl(runCommand, (kubectlFor) =>
    runSwitch(
      selection(target),
      { workload, to, settings, isJson },
      {
        pulumi: (args) => runCommand(engine.command, args, { env: engineEnvironment(engine) }),
        kubectlFor,
        run: (command, args) => runCommand(command, args, { timeoutMs: AWS_TIMEOUT_MS }),
        now: () => new Date(),
        wait: (milliseconds) =>
          sleep(milliseconds, undefined, { signal: interruption.signal }).catch(() => {
            throw new ToolError("The command was interrupted.");
          }),
        progress: (text) => {
          console.error(text);
        },
        write: (text) => {
          console.log(text);
        },
      },
    ),
  );
});

runCommands("switch", [switchWorkloads]);
