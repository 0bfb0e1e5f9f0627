import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { backendUrl } from "../backend/url";
import { stateVersions } from "../backend/versions";
import { findEngine, runPulumi } from "../engine";
import { readProject } from "../rehearse/program";
import { stackWords } from "../state/describe";
import { inspect, inspectContext } from "../state/interruption";
import { ask } from "../terminal/ask";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { selection } from "../terminal/target";
import { recoverCommand } from "./command";
import { DECRYPT_LAST, runRecover } from "./run";

/** `npm run recover -- <stack>` */
const recover = bind(recoverCommand, async ({ stacks: [stack], options }) => {
  const engine = await findEngine();
  const context = inspectContext(engine);
  const name = stack.stack.slice(stack.stack.lastIndexOf("/") + 1);
  return runRecover(stackWords(stack), {
    inspect: () => inspect(stack, context),
    decrypt: () => context.pulumi([...DECRYPT_LAST, ...selection(stack)]),
    pulumi: (args) => runPulumi(engine, args),
    run: runCommand,
    versions: async () => {
      const url = await backendUrl(context.env, context.pulumi, stack.directory);
      if (url === undefined) throw new Error("Pulumi is not logged in to a backend");
      return stateVersions(url, readProject(stack.directory).name, name, runCommand);
    },
    save: (state) => {
      const folder = path.join(stack.directory, ".cache/states");
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${name}-${new Date().toISOString().replaceAll(":", "-")}.json`);
      writeFileSync(file, state, { mode: 0o600 });
      return file;
    },
    ask: options["non-interactive"] === true ? () => Promise.resolve(undefined) : ask,
    write: (text) => {
      console.log(text);
    },
  });
});

runCommands("recover", [recover]);
