import path from "node:path";

import { readPolicyFiles } from "../../policy/files";
import { engineEnvironment, explainMissingLanguageHost, findEngine, runPulumi } from "../engine";
import { withKubectl } from "../kubectl/kubectl";
import { POLICY_PACK } from "../policy";
import { EVENT_LOG_ENV, withEventLog } from "../report/read/event-log";
import { readPreview } from "../report/read/preview";
import { inspect, inspectContext } from "../state/interruption";
import { ask } from "../terminal/ask";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import { requireApproval } from "./approved";
import { requireNeutralOptions } from "./approved-options";
import { upCommand } from "./command";
import { parseAllowed } from "./limits";
import { isReachable } from "./preflight";
import { runUp } from "./run";

/** `npm run up -- <stack>`: checks the state, the cluster's API and the limits of deletions, and updates the stack. */
const up = bind(upCommand, async ({ stacks: [target], passedOn, options }) => {
  const { approved, "allow-deletes": allowed } = options;
  if (approved !== undefined) requireNeutralOptions(passedOn);
  if (approved !== undefined && target === undefined) {
    throw new UsageError("The option --approved needs the stack as an argument.");
  }
  if (approved !== undefined && allowed !== undefined) {
    throw new UsageError("The option --approved accepts the deletions of the report: omit --allow-deletes.");
  }
  const accepted = parseAllowed(allowed);
  await readPolicyFiles();
  const engine = await findEngine();
  const env = engineEnvironment(engine);
  const { cwd } = thisPlace();
  const run = (args: readonly string[]): Promise<number> => runPulumi(engine, args);
  return withKubectl(runCommand, (kubectlFor) =>
    runUp(target, passedOn, accepted, {
      inspect: () => inspect(target, inspectContext(engine)),
      pulumi: async (args) => {
        const exitCode = await run(args);
        if (exitCode !== 0) explainMissingLanguageHost(engine, "up");
        return exitCode;
      },
      preview: async (args, show) => {
        const logEnv = { ...env, ...EVENT_LOG_ENV };
        const { result, events } = await withEventLog(async (log) => {
          if (show) return { exitCode: await runPulumi(engine, [...args, ...log], logEnv), stderr: "" };
          return runCommand(engine.command, [...args, ...log], { env: logEnv });
        });
        const { exitCode, stderr } = result;
        if (exitCode !== 0) explainMissingLanguageHost(engine, "preview");
        return { exitCode, preview: readPreview(events, { succeeded: exitCode === 0, errors: [stderr] }) };
      },
      requireApproval:
        approved === undefined || target === undefined
          ? undefined
          : async () => {
              const context = { engine, run: runCommand, policyPack: POLICY_PACK };
              await requireApproval(target, path.resolve(cwd, approved), context);
              console.error(`The update of stack ${target.stack} is the approved one.`);
            },
      ask,
      output: async (name, select) => {
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
