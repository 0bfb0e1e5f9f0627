import path from "node:path";
import type { Engine } from "./engine";
import { passThrough } from "./pass-through";

/** Runs the Pulumi CLI with the standard streams of this process, and returns its exit code. */
export function runPulumi(
  engine: Engine,
  args: readonly string[],
  env: NodeJS.ProcessEnv = engineEnvironment(engine),
): Promise<number> {
  return passThrough(engine.command, args, {
    env,
    terminal: [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY),
    signals: process,
  });
}

export function engineEnvironment(engine: Engine): NodeJS.ProcessEnv {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  if (engine.source === "path") return env;
  // A distribution has its language hosts in the folder of the CLI; the Automation API extends PATH in the same way.
  return { ...env, PATH: [path.dirname(engine.command), process.env["PATH"]].join(path.delimiter) };
}
