import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { cacheDirectory } from "./engine/cache";
import { lintReport, type LintedPolicy, type LintFinding } from "./parliament/findings";
import { LINT_SCRIPT, PARLIAMENT } from "./parliament/parliament";
import { pythonWith } from "./engine/python-tool";
import { runCommand } from "./terminal/command";
import { runTool, ToolError } from "./terminal/tool";

/** The policy documents of every stack file; `tests/sweep/policies.test.ts` checks that they are up to date. */
const POLICIES = path.join(__dirname, "..", "tests", "program", "golden", "policies.json");

/** `npm run lint:iam`: runs parliament on every policy document of the program. */
async function main(): Promise<number> {
  const python = await pythonWith(PARLIAMENT, cacheDirectory(process.env), runCommand);
  const text = readFileSync(POLICIES, "utf8");
  // -I ignores modules outside of the environment. -W hides warnings about parliament's own source.
  const { status, stdout, stderr } = spawnSync(python, ["-I", "-W", "ignore", LINT_SCRIPT], {
    input: text,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new ToolError(`parliament failed:\n${stderr}`);
  const policies = JSON.parse(text) as readonly LintedPolicy[];
  const report = lintReport(policies, JSON.parse(stdout) as readonly LintFinding[]);
  for (const line of report) console.error(line);
  return report.length === 0 ? 0 : 1;
}

runTool(main);
