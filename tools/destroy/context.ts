import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { type Engine, engineEnvironment, runPulumi } from "../engine";
import type { Kubectl } from "../kubectl/kubectl";
import { type CommandResult, runCommand } from "../terminal/command";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { clusterApi } from "./cluster-api";
import type { ExportedState } from "./forget";
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
    state: async () => {
      const { exitCode, stdout, stderr } = await runQuietly(["stack", "export"]);
      if (exitCode !== 0) throw new ToolError(`\`pulumi stack export\` failed:\n${stderr}`);
      return JSON.parse(stdout) as ExportedState;
    },
    cluster: (kubeconfig) => Promise.resolve(clusterApi(kubectlFor(kubeconfig))),
    polling: { pause: () => sleep(POLL_INTERVAL_MS), maxChecks: MAX_CHECKS },
    ask,
    write: (text) => {
      console.log(text);
    },
  };
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
