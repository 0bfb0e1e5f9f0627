import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { loadStackFile } from "../../config";
import { bill, total } from "../../domain/cost/bill";
import { PROJECT_DIR, STACKS, STACKS_DIR, TODAY } from "./config/fixtures";

function read(file: string): string {
  return readFileSync(path.join(PROJECT_DIR, file), "utf8");
}

const { scripts, dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
  "scripts" | "dependencies" | "devDependencies",
  Record<string, string>
>;

describe("docs/architecture.md", () => {
  it("names files and folders that exist", () => {
    const places = [...read("docs/architecture.md").matchAll(/`((?:[\w-]+\/)+[\w.-]*)`/g)].map(
      ([, place = ""]) => place,
    );
    expect(places.length).toBeGreaterThan(30);
    expect(places.filter((place) => !existsSync(path.join(PROJECT_DIR, place)))).toEqual([]);
  });
});

describe("README.md", () => {
  it.each(STACKS)("states what the stack %s costs", (stack) => {
    const config = loadStackFile(path.join(STACKS_DIR, `Pulumi.${stack}.yaml`), { today: TODAY });
    const row = read("README.md")
      .split("\n")
      .find((line) => line.startsWith(`| \`${stack}\` `));
    const [, , sum = "", ...parts] = (row ?? "").split("|").map((cell) => Number(/\$([\d.]+)/.exec(cell)?.[1] ?? 0));
    expect(sum.toString()).toBe(Number(total(bill(config, TODAY).fixed).toFixed(2)).toString());
    expect(parts.reduce((all, part) => all + part, 0)).toBeCloseTo(Number(sum), 2);
  });
});

describe("docs/reference/commands.md", () => {
  it.each(Object.keys(scripts))("lists the npm script %s", (script) => {
    expect(read("docs/reference/commands.md")).toMatch(new RegExp(`npm (run )?${script}[ \`]`));
  });
});

describe("CONTRIBUTING.md", () => {
  it.each(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith("@types/")))(
    "states the purpose of the dependency %s",
    (name) => {
      expect(read("CONTRIBUTING.md")).toContain(`\`${name}\``);
    },
  );
});
