import { appendFile } from "node:fs/promises";
import path from "node:path";

import { explainMissingLanguageHost, findEngine } from "../engine";
import { PROJECT_DIR } from "../rehearse/load";
import { EXIT } from "../report/terminal";
import { runCommand } from "../terminal/command";
import { bind, runCommands } from "../terminal/execute";
import { withProgress } from "../terminal/progress";
import { thisPlace } from "../terminal/target";
import { driftCommand } from "./command";
import { writeDrift } from "./files";
import { renderMarkdown } from "./markdown";
import { type DriftReport, FORMAT_VERSION, type StackDrift } from "./model";
import { compareReal } from "./real";
import { stackDrift } from "./stack-drift";
import { renderDrift } from "./terminal";
import { withWriteEvents } from "./write-events";

const AWS_TIMEOUT_MS = 60_000;

/** `npm run drift -- <stack>…` */
const drift = bind(
  driftCommand,
  async ({ stacks: targets, options: { json, format = json === true ? "json" : "terminal", output } }) => {
    const engine = await findEngine();
    const stacks: StackDrift[] = [];
    for (const target of targets) {
      const facts = { stack: target.stack, file: path.relative(PROJECT_DIR, target.file) };
      const found = await withProgress(`Comparing ${target.stack} with AWS`, async () => {
        const comparison = await compareReal(target, { engine, run: runCommand });
        const aws = (args: readonly string[]): ReturnType<typeof runCommand> =>
          runCommand("aws", args, { timeoutMs: AWS_TIMEOUT_MS });
        return withWriteEvents(stackDrift(facts, comparison), comparison.refresh, aws);
      });
      if (found.fateUnknown !== undefined) explainMissingLanguageHost(engine, "preview");
      stacks.push(found);
    }
    const report: DriftReport = { formatVersion: FORMAT_VERSION, stacks };
    const markdown = stacks.map(renderMarkdown).join("\n");
    if (output !== undefined) await writeDrift(path.resolve(thisPlace().cwd, output), report);
    const summary = process.env["GITHUB_STEP_SUMMARY"] ?? "";
    if (summary !== "") await appendFile(summary, markdown);
    const rendered = {
      json: JSON.stringify(report, undefined, 2),
      markdown: markdown.trimEnd(),
      terminal: stacks.map(renderDrift).join("\n\n"),
    };
    console.log(rendered[format]);
    return exitCodeOf(stacks);
  },
);

function exitCodeOf(stacks: readonly StackDrift[]): number {
  const outcomes = stacks.map(({ outcome }) => outcome);
  if (outcomes.includes("failed")) return EXIT.failed;
  return outcomes.includes("drifted") ? EXIT.changed : EXIT.unchanged;
}

runCommands("drift", [drift]);
