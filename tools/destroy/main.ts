import { setTimeout as sleep } from "node:timers/promises";
import { engineEnvironment, findEngine, runPulumi } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { inspect, inspectContext } from "../state/interruption";
import { ask } from "../terminal/ask";
import { type CommandResult, runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { selection } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import { clusterApi } from "./cluster-api";
import { destroyCommand } from "./command";
import { runDestroy } from "./run";

/** 20 minutes in total. Deleting a load balancer takes one or two minutes, and a node waits for its pods to terminate. */
const POLL_INTERVAL_MS = 5_000;
const MAX_CHECKS = 240;

/** `npm run destroy -- <stack>` */
const destroy = bind(destroyCommand, async ({ stacks: [stack], options }) => {
  if (options["non-interactive"] === true && options.yes !== true) {
    throw new UsageError("The option --non-interactive needs --yes, because the command cannot ask for confirmation.");
  }
  const engine = await findEngine();
  const runQuietly = (args: readonly string[]): Promise<CommandResult> =>
    runCommand(engine.command, [...args, ...selection(stack)], { env: engineEnvironment(engine) });
  return withKubectl(runCommand, (kubectlFor) =>
    runDestroy(stack, options, {
      pulumi: (args) => runPulumi(engine, args),
      output: async (name) => {
        const { exitCode, stdout } = await runQuietly(["stack", "output", name]);
        return exitCode === 0 ? stdout : undefined;
      },
      inspect: () => inspect(stack, inspectContext(engine)),
      cluster: (kubeconfig) => Promise.resolve(clusterApi(kubectlFor(kubeconfig))),
      polling: { pause: () => sleep(POLL_INTERVAL_MS), maxChecks: MAX_CHECKS },
      ask,
      write: (text) => {
        console.log(text);
      },
    }),
  );
});

runCommands("destroy", [destroy]);
