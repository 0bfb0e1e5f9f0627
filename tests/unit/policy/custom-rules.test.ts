import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { readCustomRules } from "../../../policy/custom-rules";
import { allRules } from "../../../policy/files";
import { rules } from "../../../policy/rules";
import { PROJECT_DIR } from "../../support/stack-files";

const RULE = `name: "custom-a", description: "A", controls: [], level: "advisory", types: ["t"], violations: () => []`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundwork-rules-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, rule: string): void {
  writeFileSync(path.join(folder, file), `export const rules = [{ ${rule} }];`);
}

describe("rules of the user", () => {
  it("follow those of the platform, from every file that is no test", () => {
    write("b.ts", RULE.replace("custom-a", "custom-b"));
    write("a.ts", RULE);
    writeFileSync(path.join(folder, "a.test.ts"), "throw new Error()");
    const names = allRules(folder).map(({ name }) => name);
    expect(names).toEqual([...rules.map(({ name }) => name), "custom-a", "custom-b"]);
  });

  it("may be absent", () => {
    expect(readCustomRules(path.join(folder, "none"))).toEqual([]);
  });

  it("accept the example", () => {
    const example = readCustomRules(path.join(PROJECT_DIR, "examples/policy"));
    expect(example.map(({ name }) => name)).toEqual(["custom-node-instance-families"]);
  });

  it.each<[string, string, string]>([
    [
      "a name of a rule of the platform",
      RULE.replace("custom-a", "vpc-flow-logs"),
      "policy/custom/a.ts, rule 1 (vpc-flow-logs): names of own rules are in kebab case and begin with custom-, so that they differ from the rules of every release; rename the rule, for example to custom-vpc-flow-logs",
    ],
    ["no name", `level: "advisory"`, "policy/custom/a.ts, rule 1: the rule has no name"],
    ["another level", RULE.replace("advisory", "strict"), "`level` is none of advisory, mandatory"],
    ["nothing that checks", RULE.replace(/, types.*/, ""), "neither `types` and `violations`, nor `stackViolations`"],
    ["no controls", RULE.replace("controls: [], ", ""), "`controls` is missing; a rule without controls has []"],
  ])("are refused with %s", (_, rule, message) => {
    write("a.ts", rule);
    expect(() => readCustomRules(folder)).toThrow(message);
  });

  it("are refused if two have one name, and if a file exports none", () => {
    write("a.ts", RULE);
    write("b.ts", RULE);
    expect(() => readCustomRules(folder)).toThrow("policy/custom/b.ts: policy/custom/a.ts has a rule custom-a already");
    writeFileSync(path.join(folder, "c.ts"), "export const rule = {};");
    expect(() => readCustomRules(folder)).toThrow("policy/custom/c.ts exports no list `rules`");
  });
});
