import pc from "picocolors";

import { thisMachine } from "../backend/holder";
import { engineEnvironment, presentEngine } from "../engine";
import { cacheDirectory } from "../engine/cache";
import { deployedStacks } from "../stacks/stacks";
import { runCommand } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands, thisTerminal } from "../terminal/execute";
import { withProgress } from "../terminal/progress";
import { targetOf, thisPlace } from "../terminal/target";
import { doctorCommand } from "./command";
import type { Context } from "./context";
import { render } from "./render";
import { runDoctor } from "./run";

const COMMAND_TIMEOUT_MS = 20_000;

/** `npm run doctor -- [<stack>…]` */
const doctor = bind(doctorCommand, async ({ stacks, options: { json } }) => {
  const place = thisPlace();
  const every = deployedStacks(place.root);
  const targets = stacks.length > 0 ? stacks : every.map(({ target }) => targetOf(target, place));
  const files = new Set(targets.map(({ file }) => file));
  const deployed = every.filter(({ target }) => files.has(targetOf(target, place).file));
  const sections = await withProgress("Checking", async () => runDoctor(targets, deployed, await thisContext()));
  const findings = sections.flatMap(({ title, findings: each }) => each.map((one) => ({ subject: title, ...one })));
  console.log(json ? JSON.stringify(findings, undefined, 2) : render(sections, thisTerminal().columns, pc));
  return findings.some(({ status }) => status === "fail") ? ExitCode.failure : ExitCode.success;
});

async function thisContext(): Promise<Context> {
  const run: Context["run"] = (command, args) => runCommand(command, args, { timeoutMs: COMMAND_TIMEOUT_MS });
  const engine = await presentEngine({ cache: cacheDirectory(process.env), run });
  return {
    env: process.env,
    now: new Date(),
    nodeVersion: process.versions.node,
    engine,
    run,
    pulumi: (args) =>
      typeof engine === "string"
        ? Promise.reject(new Error(engine))
        : runCommand(engine.command, args, { env: engineEnvironment(engine), timeoutMs: COMMAND_TIMEOUT_MS }),
    request: fetch,
    machine: thisMachine(run),
  };
}

runCommands("doctor", [doctor]);
