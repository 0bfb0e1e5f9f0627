import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { engineEnvironment, findEngine, runPulumi } from "../engine";
import { runCommand } from "../terminal/command";
import { runTool } from "../terminal/tool";
import { kubectl } from "./kubectl";
import { runDestroy } from "./run";

/** A load balancer takes a minute or two, a node as long as its pods take to end. */
const PAUSE_MS = 5_000;
const LOOKS = 240;

/** `npm run destroy -- --stack <stack>` */
async function main(): Promise<number> {
  const engine = await findEngine();
  const directory = mkdtempSync(path.join(tmpdir(), "groundwork-destroy-"));
  try {
    return await runDestroy(process.argv.slice(2), {
      pulumi: (args) => runPulumi(engine, args),
      output: async (stack, name) => {
        const args = ["stack", "output", name, "--stack", stack];
        const { exitCode, stdout } = await runCommand(engine.command, args, { env: engineEnvironment(engine) });
        return exitCode === 0 ? stdout : undefined;
      },
      cluster: (kubeconfig) => {
        const file = path.join(directory, "kubeconfig.json");
        writeFileSync(file, kubeconfig, { mode: 0o600 });
        return Promise.resolve(kubectl(runCommand, file));
      },
      patience: { pause: () => sleep(PAUSE_MS), looks: LOOKS },
      ask,
      write: (text) => {
        console.log(text);
      },
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
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
