import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "csv-parse/sync";

import type { FORMATS } from "../../../tools/cost/command";
import { runCost } from "../../../tools/cost/run";
import { STACKS_DIR } from "../../support/stack-files";

let root: string;
let first: string;

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...identity, ...args], { cwd: root, encoding: "utf8" }).trim();
}

function edit(stack: string, change: (text: string) => string): void {
  const file = path.join(root, `Pulumi.${stack}.yaml`);
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

/** A repository whose stack dev had one NAT gateway in its first commit, and has one in each zone in the work tree. */
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "groundwork-cost-")));
  for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml"]) cpSync(path.join(STACKS_DIR, name), path.join(root, name));
  writeFileSync(path.join(root, ".gitignore"), ".cache\n");
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "First");
  first = git("rev-parse", "--short", "HEAD");
  edit("dev", (text) => text.replace(/nat: .*/, "nat: per-zone"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

async function cost(
  stacks: readonly string[],
  since: string | undefined,
  format: (typeof FORMATS)[number] = "table",
): Promise<{ readonly out: string; readonly error: string }> {
  const [out, error]: [string[], string[]] = [[], []];
  const targets = stacks.map((stack) => ({ stack, directory: root, file: path.join(root, `Pulumi.${stack}.yaml`) }));
  const context = { root, write: (text: string) => out.push(text), writeError: (text: string) => error.push(text) };
  expect(await runCost(targets, format, since, context)).toBe(0);
  return { out: out.join("\n"), error: error.join("\n") };
}

describe("npm run cost -- <stack> --since <revision>", () => {
  it("compares the stack files of the work tree and of the revision, line by line", async () => {
    const { out, error } = await cost(["dev"], "HEAD");
    expect(error).toBe("");
    expect(out).toMatch(new RegExp(`^ *USD A MONTH +dev at ${first} +dev +DIFFERENCE$`, "m"));
    expect(out).toMatch(/^ *NAT gateway +\$32\.85 +\$\d+\.\d\d +\+\$\d+\.\d\d$/m);
    expect(out).toMatch(/^ *fixed +.*\+\$\d+\.\d\d$/m);
  });

  it("leaves the work tree, its changes and the list of worktrees as they are", async () => {
    const before = [git("status", "--short"), git("worktree", "list")];
    await cost(["dev"], "main");
    expect([git("status", "--short"), git("worktree", "list")]).toEqual(before);
    expect(readdirSync(path.join(root, ".cache/revisions"))).toEqual([]);
  });

  it("compares with the last common commit of the default branch for merge-base", async () => {
    git("checkout", "--quiet", "-b", "feature");
    git("commit", "--quiet", "--all", "--message", "Second");
    expect((await cost(["dev"], "merge-base")).out).toContain(`dev at ${first}`);
  });

  it("has both bills in CSV and JSON, the earlier one first", async () => {
    const rows: { stack: string }[] = parse((await cost(["dev"], "HEAD", "csv")).out, { columns: true });
    expect([...new Set(rows.map(({ stack }) => stack))]).toEqual([`dev at ${first}`, "dev"]);
    const [before, now] = JSON.parse((await cost(["dev"], "HEAD", "json")).out) as { fixedUsdPerMonth: number }[];
    expect(now?.fixedUsdPerMonth).toBeGreaterThan(before?.fixedUsdPerMonth ?? Infinity);
  });

  it.each<[string, (text: string) => void]>([
    ["is new", writeQa],
    ["was not valid at that revision", commitInvalid],
  ])("says that a stack has no earlier costs if it %s, and prints those of today", async (_, prepare) => {
    const text = readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8");
    prepare(text.replace(/groundwork:name: .*/, "groundwork:name: groundwork-qa"));
    const { out, error } = await cost(["qa"], "HEAD");
    expect(error).toMatch(/^Pulumi\.qa\.yaml has no costs at [0-9a-f]+: it is new, or is not valid today\.$/);
    expect(out).toMatch(/^ *USD A MONTH +qa$/m);
  });

  function writeQa(text: string): void {
    writeFileSync(path.join(root, "Pulumi.qa.yaml"), text);
  }

  function commitInvalid(text: string): void {
    writeQa(text.replace(/nat: .*/, "nat: seven"));
    git("add", ".");
    git("commit", "--quiet", "--message", "Invalid");
    writeQa(text);
  }

  it("says that a stack in a folder that the revision does not have has no earlier costs", async () => {
    const directory = path.join(root, "team");
    cpSync(path.join(root, "Pulumi.yaml"), path.join(directory, "Pulumi.yaml"));
    cpSync(path.join(root, "Pulumi.dev.yaml"), path.join(directory, "Pulumi.dev.yaml"));
    const target = { stack: "dev", directory, file: path.join(directory, "Pulumi.dev.yaml") };
    const errors: string[] = [];
    const context = { root, write: () => undefined, writeError: (text: string) => errors.push(text) };
    expect(await runCost([target], "table", "HEAD", context)).toBe(0);
    expect(errors.join()).toContain("has no costs at");
  });

  it("fails with the commands that list revisions if Git finds none of that name", async () => {
    await expect(cost(["dev"], "v9.9.9")).rejects.toThrow(/Git finds no revision `v9\.9\.9`.*git tag/);
    expect(existsSync(path.join(root, ".cache/revisions"))).toBe(false);
  });
});
