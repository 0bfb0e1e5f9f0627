import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { check } from "../../../config/check/check";
import { ConfigError } from "../../../config";
import { formatProblem, formatProblems } from "../../../config/diagnostics/format";
import { sourceOf, TODAY } from "./fixtures";

const FOLDER = path.join(__dirname, "broken");
const SEPARATOR = `${"=".repeat(80)}\n`;

export interface BrokenConfig {
  readonly file: string;
  readonly title: string;
  readonly stack: string;
  readonly text: string;
  readonly report: string;
  /** Arguments of overrides are checked by the TypeScript compiler, which takes seconds: tests/sweep/overrides.test.ts. */
  readonly needsCompiler: boolean;
}

/** Each file contains a stack file and, below a line, the report on it: its errors, then its warnings. */
function read(file: string): BrokenConfig {
  const [text = "", report = ""] = readFileSync(path.join(FOLDER, file), "utf8").split(SEPARATOR);
  const stack = /^Pulumi\.([\w-]+)\.yaml/.exec(report)?.[1] ?? "";
  const needsCompiler = text.includes("groundwork:overrides:");
  return { file, title: path.basename(file, ".txt"), stack, text, report: report.trimEnd(), needsCompiler };
}

export function brokenConfigs(): readonly BrokenConfig[] {
  return readdirSync(FOLDER).map(read);
}

export function reportOn({ text, stack }: BrokenConfig): string {
  try {
    const file = `Pulumi.${stack}.yaml`;
    const { problems, warnings } = check(sourceOf(text, stack), TODAY);
    const warned = warnings.map((warning) => `warning: ${formatProblem(file, warning)}`);
    return [formatProblems(file, problems), ...warned].join("\n\n");
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** The committed report, or the new one written in its place when `GOLDEN=update` says so. */
export function expectedReport(broken: BrokenConfig): string {
  if (process.env["GOLDEN"] !== "update") return broken.report;
  const report = reportOn(broken);
  writeFileSync(path.join(FOLDER, broken.file), `${broken.text}${SEPARATOR}${report}\n`);
  return report;
}
