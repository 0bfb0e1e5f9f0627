import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { PROJECT_DIR } from "../support/stack-files";

const CACHE = path.join(PROJECT_DIR, ".cache");
const OUTPUTS = path.join(CACHE, "transpiled");
const PROGRAM = path.join(PROJECT_DIR, "tests/support/throws.ts");

/** What a program prints that Node.js runs by ts-node, like Pulumi and the commands. */
function run(file: string): string {
  return spawnSync(process.execPath, ["-r", "ts-node/register", file], { cwd: PROJECT_DIR, encoding: "utf8" }).stderr;
}

describe("a TypeScript program", () => {
  it("names the lines of its source in stack traces, also when an earlier process has transpiled it", () => {
    for (const trace of [run(PROGRAM), run(PROGRAM)]) {
      expect(trace).toContain(`at fail (${PROGRAM}:7:9)`);
      expect(trace).toContain(`${PROGRAM}:10:1`);
    }
  });

  it("is not kept if it is a copy in the folder for files that can be created again", () => {
    mkdirSync(CACHE, { recursive: true });
    const copies = mkdtempSync(path.join(CACHE, "copies-"));
    const copy = path.join(copies, "throws.ts");
    cpSync(PROGRAM, copy);
    const keptFrom = (file: string): readonly string[] =>
      readdirSync(OUTPUTS)
        .filter((entry) => entry.endsWith(".json"))
        .filter((entry) => readFileSync(path.join(OUTPUTS, entry), "utf8").includes(file));
    for (const file of [PROGRAM, copy]) expect(run(file)).toContain(`at fail (${file}:7:9)`);
    expect(keptFrom(PROGRAM)).toHaveLength(1);
    expect(keptFrom(copy)).toEqual([]);
    rmSync(copies, { recursive: true });
  });
});
