import { appendFile } from "node:fs/promises";
import path from "node:path";

import { engineEnvironment, findEngine } from "../engine";
import { PROJECT_DIR } from "../rehearse/load";
import { ask } from "../terminal/ask";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { withProgress } from "../terminal/progress";
import { thisPlace } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import { wasteCommand } from "./command";
import { runWaste } from "./run";

/** `npm run waste -- <stack>` */
const waste = bind(wasteCommand, ({ stacks: [target], options }) => {
  const { apply = false, yes = false, json, format = json === true ? "json" : "table", output } = options;
  if (yes && !apply) throw new UsageError("--yes confirms --apply, and has no effect without it.");
  const request = {
    format,
    isApplied: apply,
    isConfirmed: yes,
    output: output === undefined ? undefined : path.resolve(thisPlace().cwd, output),
    file: path.relative(PROJECT_DIR, target.file),
  };
  return runWaste(target, request, {
    today: new Date(),
    aws: (args) => runCommand("aws", args),
    pulumi: async (args) => {
      const engine = await findEngine();
      return runCommand(engine.command, args, { env: engineEnvironment(engine) });
    },
    write: (text) => {
      console.log(text);
    },
    note: (text) => {
      console.error(text);
    },
    summarize: async (markdown) => {
      const summary = process.env["GITHUB_STEP_SUMMARY"] ?? "";
      if (summary !== "") await appendFile(summary, `${markdown}\n`);
    },
    ask,
    progress: (title, work) => withProgress(title, work),
  });
});

runCommands("waste", [waste]);
