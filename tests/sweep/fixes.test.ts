import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { check } from "../../config/check/check";
import type { Problem } from "../../config/diagnostics/problem";
import { parseStackFile } from "../../config/source/stack-file";
import { fileText, sourceOf, TODAY } from "../unit/config/fixtures";
import { judge } from "../unit/config/hostile/judge";
import { runPulumiConfig } from "../unit/config/pulumi-config";

const FOLDER = path.join(__dirname, "../unit/config/broken");
/** More than the number of problems of any file. */
const PATIENCE = 30;

function problemsOf(values: unknown, stack: string): readonly Problem[] {
  return check(sourceOf(fileText(values), stack), TODAY).problems;
}

function isCommand(line: string): boolean {
  return line.startsWith("pulumi config ");
}

/** Runs the commands of the report, one problem after the other. */
function mend(values: unknown, stack: string): { values: unknown; left: readonly Problem[] } {
  let current = values;
  for (let round = 0; round < PATIENCE; round += 1) {
    const problem = problemsOf(current, stack).find(({ fix }) => fix.every(isCommand));
    if (problem === undefined) break;
    current = problem.fix.reduce((value, command) => runPulumiConfig(command, value), current);
  }
  return { values: current, left: problemsOf(current, stack) };
}

describe("the commands of a report", () => {
  const cases = readdirSync(FOLDER).flatMap((file) => {
    const [text = "", report = ""] = readFileSync(path.join(FOLDER, file), "utf8").split(`${"=".repeat(80)}\n`);
    const stack = /^Pulumi\.(\w+)\.yaml/.exec(report)?.[1] ?? "dev";
    return report.includes("not a stack file") ? [] : [{ file, text, stack }];
  });

  it.each(cases)("fix $file, except for problems without a command", ({ text, stack }) => {
    const ours = Object.entries(parseStackFile(text, "").values).filter(([key]) => key.startsWith("groundwork:"));
    const values = Object.fromEntries(ours.map(([key, value]) => [key.slice("groundwork:".length), value]));
    expect(mend(values, stack).left.filter(({ fix }) => fix.some(isCommand))).toEqual([]);
  });

  it.each(cases)("fix $file within three rounds, without example values", ({ text, stack }) => {
    expect(() => judge(sourceOf(text, stack), stack)).not.toThrow();
  });

  it("or a remedy in words exist for every problem", () => {
    const without = cases.flatMap(({ text, stack }) =>
      check(sourceOf(text, stack), TODAY).problems.filter(({ fix }) => fix.length === 0),
    );
    expect(without).toEqual([]);
  });
});
