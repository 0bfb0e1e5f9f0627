import { setTimeout as sleep } from "node:timers/promises";

import { type Engine, engineEnvironment, runPulumi } from "../engine";
import type { Kubectl } from "../kubectl/kubectl";
import { inspect, inspectContext } from "../state/interruption";
import { ask } from "../terminal/ask";
import { type CommandResult, runCommand } from "../terminal/command";
import { selection, type Target } from "../terminal/target";
import { clusterApi } from "./cluster-api";
import type { Context } from "./run";

/** 20 minutes in total. Deleting a load balancer takes one or two minutes, and a node waits for its pods to terminate. */
const POLL_INTERVAL_MS = 5_000;
const MAX_CHECKS = 240;

/** What a destroy calls outside of tests. */
export function destroyContext(stack: Target, engine: Engine, kubectlFor: (kubeconfig: string) => Kubectl): Context {
  const runQuietly = (args: readonly string[]): Promise<CommandResult> =>
    runCommand(engine.command, [...args, ...selection(stack)], { env: engineEnvironment(engine) });
  return {
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
  };
}
