import path from "node:path";

import { type Engine, engineEnvironment, explainMissingLanguageHost, findEngine, runPulumi } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { runCommand } from "../terminal/command";
import { fingerprintOf } from "../report/fingerprint";
import { previewReal } from "../report/real";
import { bind, runCommands } from "../terminal/execute";
import { selection, type Target, thisPlace } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";
import { readApproved, requireApproved } from "./approved";
import { requireNeutralOptions } from "./approved-options";
import { upCommand } from "./command";
import { isReachable } from "./preflight";
import { runUp } from "./run";

/** `npm run up -- <stack>`: `pulumi up`, preceded by a check of the cluster's API and, on failure, followed by rollbacks. */
const up = bind(upCommand, async ({ stacks, passedOn, options: { approved } }) => {
  if (approved !== undefined) requireNeutralOptions(passedOn);
  const engine = await findEngine();
  if (approved !== undefined) await requireApproval(stacks, approved, engine);
  return withKubectl(runCommand, (kubectlFor) =>
    runUp(stacks.flatMap(selection), passedOn, {
      pulumi: async (args) => {
        const exitCode = await runPulumi(engine, args);
        if (exitCode !== 0) explainMissingLanguageHost(engine, "up");
        return exitCode;
      },
      output: async (name, select) => {
        const env = engineEnvironment(engine);
        const { exitCode, stdout } = await runCommand(engine.command, ["stack", "output", name, ...select], { env });
        return exitCode === 0 ? stdout.trim() : undefined;
      },
      isReachable,
      kubectlFor,
      write: (text) => {
        console.error(text);
      },
    }),
  );
});

async function requireApproval([target]: readonly Target[], file: string, engine: Engine): Promise<void> {
  if (target === undefined) throw new UsageError("The option --approved needs the stack as an argument.");
  const approved = readApproved(path.resolve(thisPlace().cwd, file), target.stack);
  const policyPack = path.join(thisPlace().root, "policy");
  const { preview, drift } = await previewReal(target, { engine, run: runCommand, policyPack });
  if (!preview.succeeded) {
    throw new ToolError(
      `The preview of ${target.stack} failed:\n${preview.errors.map(({ message }) => message).join("\n")}`,
    );
  }
  const redactor = preview.secrets.merge(drift?.secrets).redactor();
  requireApproved(approved, fingerprintOf(target.stack, preview, drift, redactor));
  console.error(`The update of stack ${target.stack} is the approved one.`);
}

runCommands("up", [up]);
