import path from "node:path";

import { readPolicyFiles } from "../../policy/files";
import { engineEnvironment, explainMissingLanguageHost, findEngine, runPulumi } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { POLICY_PACK } from "../policy";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { selection, thisPlace } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import { requireApproval } from "./approved";
import { requireNeutralOptions } from "./approved-options";
import { upCommand } from "./command";
import { isReachable } from "./preflight";
import { runUp } from "./run";

/** `npm run up -- <stack>`: `pulumi up`, preceded by a check of the cluster's API and, on failure, followed by rollbacks. */
const up = bind(upCommand, async ({ stacks, passedOn, options: { approved } }) => {
  if (approved !== undefined) requireNeutralOptions(passedOn);
  await readPolicyFiles();
  const engine = await findEngine();
  if (approved !== undefined) {
    const [target] = stacks;
    if (target === undefined) throw new UsageError("The option --approved needs the stack as an argument.");
    const { cwd } = thisPlace();
    const context = { engine, run: runCommand, policyPack: POLICY_PACK };
    await requireApproval(target, path.resolve(cwd, approved), context);
    console.error(`The update of stack ${target.stack} is the approved one.`);
  }
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

runCommands("up", [up]);
