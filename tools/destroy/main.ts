import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { engineEnvironment, findEngine, runPulumi } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { type CommandResult, runCommand } from "../terminal/command";
import { runTool, ToolError } from "../terminal/tool";
import { clusterApi } from "./cluster-api";
import type { ExportedState } from "./forget";
import { runDestroy } from "./run";

/** A load balancer takes a minute or two, a node as long as its pods take to end. */
const PAUSE_MS = 5_000;
const LOOKS = 240;

/** `npm run destroy -- --stack <stack>` */
async function main(): Promise<number> {
  const engine = await findEngine();
  const quietly = (args: readonly string[]): Promise<CommandResult> =>
    runCommand(engine.command, args, { env: engineEnvironment(engine) });
  return withKubectl(runCommand, (kubectlFor) =>
    runDestroy(process.argv.slice(2), {
      pulumi: (args) => runPulumi(engine, args),
      output: async (stack, name) => {
        const { exitCode, stdout } = await quietly(["stack", "output", name, "--stack", stack]);
        return exitCode === 0 ? stdout : undefined;
      },
      state: async (stack) => {
        const { exitCode, stdout, stderr } = await quietly(["stack", "export", "--stack", stack]);
        if (exitCode !== 0) throw new ToolError(`Pulumi's state cannot be read:\n${stderr}`);
        return JSON.parse(stdout) as ExportedState;
      },
      cluster: (kubeconfig) => Promise.resolve(clusterApi(kubectlFor(kubeconfig))),
      patience: { pause: () => sleep(PAUSE_MS), looks: LOOKS },
      ask,
      write: (text) => {
        console.log(text);
      },
    }),
  );
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

runTool(main);
