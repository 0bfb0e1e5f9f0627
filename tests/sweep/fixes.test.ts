import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { check } from "../../config/check/check";
import type { Problem } from "../../config/diagnostics/problem";
import { isEditCommand, runCommand } from "../unit/config/commands";
import { sourceOf, TODAY } from "../unit/config/fixtures";
import { judge } from "../unit/config/hostile/judge";

const FOLDER = path.join(__dirname, "../unit/config/broken");
/** More than the number of problems of any file. */
const PATIENCE = 30;

function problemsOf(text: string, stack: string): readonly Problem[] {
  return check(sourceOf(text, stack), TODAY).problems;
}

/** Does what the report says, one problem after the other, as a person would who trusts it blindly. */
function mend(text: string, stack: string): readonly Problem[] {
  let current = text;
  for (let round = 0; round < PATIENCE; round += 1) {
    const problem = problemsOf(current, stack).find(({ fix }) => fix.every(isEditCommand));
    if (problem === undefined) break;
    current = problem.fix.reduce((before, command) => runCommand(command, before), current);
  }
  return problemsOf(current, stack);
}

describe("the commands of a report", () => {
  const cases = readdirSync(FOLDER).flatMap((file) => {
    const [text = "", report = ""] = readFileSync(path.join(FOLDER, file), "utf8").split(`${"=".repeat(80)}\n`);
    const stack = /^Pulumi\.(\w+)\.yaml/.exec(report)?.[1] ?? "dev";
    return report.includes("not a stack file") ? [] : [{ file, text, stack }];
  });

  it.each(cases)("fix all problems of $file that have a command", ({ text, stack }) => {
    expect(mend(text, stack).filter(({ fix }) => fix.some(isEditCommand))).toEqual([]);
  });

  it.each(cases)("fix $file within three rounds, without example values", ({ text, stack }) => {
    expect(() => judge(sourceOf(text, stack), stack)).not.toThrow();
  });

  it("exist for every problem without a remedy in words", () => {
    const without = cases.flatMap(({ text, stack }) =>
      check(sourceOf(text, stack), TODAY).problems.filter(({ fix }) => fix.length === 0),
    );
    expect(without).toEqual([]);
  });
});
