import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { PROJECT_DIR } from "../support/stack-files";

const CACHE = path.join(PROJECT_DIR, ".cache");
const OUTPUTS = path.join(CACHE, "transpiled");
mkdirSync(CACHE, { recursive: true });
/** Within the project, whose settings ts-node then uses. */
const directory = mkdtempSync(path.join(CACHE, "typescript-"));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** What a program prints that Node.js runs by ts-node, like Pulumi and the commands. */
function run(file: string): string {
  return spawnSync(process.execPath, ["-r", "ts-node/register", file], { cwd: PROJECT_DIR, encoding: "utf8" }).stderr;
}

describe("a TypeScript program", () => {
  it("names the lines of its source in stack traces, also when an earlier process has transpiled it", () => {
    const file = path.join(directory, "throws.ts");
    const lines = ["interface Unused {", "  readonly name: string;", "}", "", "type Text = string;"];
    writeFileSync(file, [...lines, 'function fail(): Text { throw new Error("broken"); }', "fail();"].join("\n"));
    for (const trace of [run(file), run(file)]) {
      expect(trace).toContain(`at fail (${file}:6:`);
      expect(trace).toContain(`${file}:7:1`);
    }
  });

  it("is transpiled once, and again after a change", () => {
    const file = path.join(directory, "says.ts");
    const before = new Set(readdirSync(OUTPUTS));
    const says = (text: string): string => {
      writeFileSync(file, `const text: string = "${text}";\nconsole.error(text);`);
      return run(file);
    };
    expect([says("one"), says("two"), says("one")]).toEqual(["one\n", "two\n", "one\n"]);
    expect(readdirSync(OUTPUTS).filter((entry) => !before.has(entry))).toHaveLength(1);
  });
});
