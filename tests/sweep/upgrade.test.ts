import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { runUpgrade } from "../../tools/upgrade/run";
import { isUserOwned, USER_OWNED } from "../../tools/upgrade/user-owned";

/** The repository of the releases, and one that a user cloned from release 0.1.0. */
let releases: string;
let project: string;
let said: string[];
let npmCalls: string[];

function git(directory: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

function identify(directory: string): void {
  git(directory, "config", "user.name", "test");
  git(directory, "config", "user.email", "test@example.com");
}

function write(directory: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [file, text] of Object.entries(files)) {
    const absolute = path.join(directory, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    if (text === undefined) rmSync(absolute);
    else writeFileSync(absolute, text);
  }
}

function commit(directory: string, files: Readonly<Record<string, string | undefined>>): void {
  write(directory, files);
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--message", "Change");
}

function release(version: string, files: Readonly<Record<string, string | undefined>> = {}): void {
  commit(releases, { "package.json": JSON.stringify({ version }), ...files });
  git(releases, "tag", `v${version}`);
}

function read(file: string): string | undefined {
  const absolute = path.join(project, file);
  return existsSync(absolute) ? readFileSync(absolute, "utf8") : undefined;
}

/** Files that the next commit changes. */
function staged(): readonly string[] {
  return git(project, "diff", "--cached", "--name-only", "HEAD").split("\n").sort();
}

function upgrade(version?: string, exitCodes: Readonly<Record<string, number>> = {}): Promise<number> {
  said = [];
  npmCalls = [];
  return runUpgrade(version, {
    directory: project,
    npm: (call) => {
      npmCalls.push(call.join(" "));
      return Promise.resolve(exitCodes[call[0] ?? ""] ?? 0);
    },
    write: (text) => said.push(text),
  });
}

describe("npm run upgrade", () => {
  beforeEach(() => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "groundwork-upgrade-")));
    releases = path.join(folder, "releases");
    project = path.join(folder, "project");
    mkdirSync(releases);
    git(releases, "init", "--quiet");
    identify(releases);
    release("0.1.0", {
      "index.ts": "1\n2\n3\n",
      "package-lock.json": "{}",
      "Pulumi.dev.yaml": "dev of the project",
      "Pulumi.staging.yaml": "staging of the project\nwith a second line\n",
      "Pulumi.prod.yaml": "prod of the project",
    });
    git(folder, "clone", "--quiet", "--origin", "upstream", "releases", "project");
    identify(project);
  });

  afterEach(() => {
    rmSync(path.dirname(project), { recursive: true });
  });

  it("merges the newest release without a commit, and rehearses every stack of the user", async () => {
    commit(project, {
      "Pulumi.dev.yaml": undefined,
      "Pulumi.acme.yaml": "acme",
      "bootstrap/Pulumi.main.yaml": "main",
      "fleet/Pulumi.a.yaml": "a",
    });
    release("0.2.0", { "index.ts": "1\n2\n4\n", "bootstrap/Pulumi.example.yaml": "example" });
    release("0.10.0", { "domain/new.ts": "new" });
    release("1.0.0-rc.1");
    const before = git(project, "rev-parse", "HEAD");
    expect(await upgrade()).toBe(0);
    expect(git(project, "rev-parse", "HEAD")).toBe(before);
    expect(staged()).toEqual(["bootstrap/Pulumi.example.yaml", "domain/new.ts", "index.ts", "package.json"]);
    expect(npmCalls).toEqual([
      "run --silent rehearse -- Pulumi.acme.yaml Pulumi.prod.yaml Pulumi.staging.yaml bootstrap/Pulumi.main.yaml " +
        "fleet/Pulumi.a.yaml --since HEAD",
    ]);
    expect(said.join("\n")).toContain("Read the upgrade notes in CHANGELOG.md from 0.1.0 to 0.10.0");
    git(project, "commit", "--no-edit");
    expect(git(project, "log", "-1", "--format=%s %P")).toMatch(/^Upgrade Groundwork to 0\.10\.0 \w+ \w+$/);
  });

  it("keeps the user's files when the release changes, adds, deletes or renames such files", async () => {
    commit(project, {
      "Pulumi.dev.yaml": "dev of the user",
      "Pulumi.staging.yaml": undefined,
      "Pulumi.prod.yaml": "prod of the user",
      "golden/prod.json": "graph of the user",
    });
    release("0.2.0", {
      "Pulumi.dev.yaml": undefined,
      "tests/stacks/Pulumi.dev.yaml": "dev of the project",
      "Pulumi.staging.yaml": "another staging of the project\nwith a second line\n",
      "Pulumi.prod.yaml": "another prod of the project",
      "Pulumi.qa.yaml": "qa of the project",
      "extensions/example.ts": "example",
      "golden/prod.json": "graph of the project",
    });
    expect(await upgrade()).toBe(0);
    expect(read("Pulumi.dev.yaml")).toBe("dev of the user");
    expect(read("Pulumi.prod.yaml")).toBe("prod of the user");
    expect(read("golden/prod.json")).toBe("graph of the user");
    for (const file of ["Pulumi.staging.yaml", "Pulumi.qa.yaml", "extensions/example.ts"]) {
      expect(read(file)).toBeUndefined();
    }
    expect(read("tests/stacks/Pulumi.dev.yaml")).toBe("dev of the project");
    expect(staged()).toEqual(["package.json", "tests/stacks/Pulumi.dev.yaml"]);
    expect(said.join("\n")).toContain(
      "Kept your version of files that the release changes: Pulumi.dev.yaml, Pulumi.prod.yaml, Pulumi.qa.yaml, " +
        "Pulumi.staging.yaml, extensions/example.ts, golden/prod.json",
    );
  });

  it("lists conflicts in other files, and how to continue and to return", async () => {
    commit(project, { "index.ts": "1\n2\n33\n", "Pulumi.dev.yaml": "dev of the user" });
    release("0.2.0", { "index.ts": "1\n2\n4\n", "Pulumi.dev.yaml": "another dev" });
    expect(await upgrade()).toBe(1);
    expect(npmCalls).toEqual([]);
    expect(said.join("\n")).toContain("change the same lines in 1 file:\n  index.ts\n");
    expect(said.join("\n")).toContain("git merge --abort");
    git(project, "merge", "--abort");
    expect(read("index.ts")).toBe("1\n2\n33\n");
    expect(read("Pulumi.dev.yaml")).toBe("dev of the user");
    expect(git(project, "status", "--porcelain")).toBe("");
  });

  it("installs packages before the rehearsal when the lockfile changes", async () => {
    release("0.2.0", { "package-lock.json": '{ "packages": { "node_modules/new": {} } }' });
    expect(await upgrade()).toBe(0);
    expect(npmCalls.map((call) => call.split(" ")[0])).toEqual(["ci", "run"]);
    expect(said.join("\n")).toContain("git merge --abort && npm ci");
  });

  it.each([
    [0, 0],
    [7, 0],
    [1, 1],
  ])("exits after a rehearsal with exit code %d with %d, and keeps the merge", async (rehearsal, expected) => {
    release("0.2.0");
    expect(await upgrade(undefined, { run: rehearsal })).toBe(expected);
    expect(said.join("\n").includes("The rehearsal failed")).toBe(expected === 1);
    expect(staged()).toEqual(["package.json"]);
  });

  it("accepts a version with or without v, and refuses versions older than the present one", async () => {
    release("0.2.0");
    release("0.3.0");
    expect(await upgrade("v0.1.0")).toBe(0);
    expect(said).toEqual(["This repository contains release 0.1.0, so there is nothing to upgrade to 0.1.0."]);
    expect(await upgrade("0.2.0")).toBe(0);
    expect(JSON.parse(read("package.json") ?? "")).toEqual({ version: "0.2.0" });
    git(project, "merge", "--abort");
    await expect(upgrade("0.4.0")).rejects.toThrow(
      "The remote `upstream` has no release 0.4.0. Its releases: 0.3.0, 0.2.0, 0.1.0.",
    );
  });

  it("does not mix the tags of releases with those of the user's repository", async () => {
    git(project, "tag", "v9.0.0");
    release("0.2.0");
    await upgrade();
    expect(git(project, "tag").split("\n")).toEqual(["v0.1.0", "v9.0.0"]);
    expect(JSON.parse(read("package.json") ?? "")).toEqual({ version: "0.2.0" });
  });

  it("requires a clean work tree and the remote", async () => {
    write(project, { "new.ts": "" });
    await expect(upgrade()).rejects.toThrow("The work tree has changes");
    rmSync(path.join(project, "new.ts"));
    git(project, "remote", "rename", "upstream", "origin");
    await expect(upgrade()).rejects.toThrow("git remote add upstream <URL of the Groundwork repository>");
  });

  it("explains how to record the present release in a repository without its history", async () => {
    rmSync(path.join(project, ".git"), { recursive: true });
    git(project, "init", "--quiet");
    identify(project);
    commit(project, { "Pulumi.dev.yaml": "dev of the user" });
    git(project, "remote", "add", "upstream", releases);
    release("0.2.0", { "index.ts": "1\n2\n4\n" });
    const message = await upgrade().catch((error: unknown) => (error as Error).message);
    const [command = ""] = /git merge --allow-unrelated-histories .*/.exec(String(message)) ?? [];
    git(project, ...command.split(" ").slice(1), "--no-edit");
    expect(await upgrade()).toBe(0);
    expect(read("index.ts")).toBe("1\n2\n4\n");
    expect(read("Pulumi.dev.yaml")).toBe("dev of the user");
  });
});

describe("the files of the user", () => {
  it("are the places that docs/upgrades.md lists", () => {
    const page = readFileSync(path.resolve(__dirname, "../../docs/upgrades.md"), "utf8");
    const [, table = ""] = page.split("\n## Your files\n");
    const [rows = ""] = table.split("\n## ");
    const places = [...rows.matchAll(/^\| `(.*?)` +\|/gm)].flatMap(([, place = ""]) => place.split("`, `"));
    expect(places).toEqual([...USER_OWNED]);
  });

  it.each([
    "Pulumi.dev.yaml",
    "Pulumi.acme.eu.yaml",
    "Pulumi.dev.yml",
    "bootstrap/Pulumi.main.yaml",
    "change-limits.yaml",
    "extensions/a/b.ts",
    "fleet/Pulumi.a.yaml",
    "fleet/buckets.csv",
    "fleet/buckets.lock",
    "fleet/change-limits.yaml",
    "golden/dev.json",
  ])("include %s", (file) => {
    expect(isUserOwned(file)).toBe(true);
  });

  it.each([
    "Pulumi.yaml",
    "tests/stacks/Pulumi.dev.yaml",
    "tests/program/golden/dev.json",
    "bootstrap/Pulumi.example.yaml",
    "bootstrap/Pulumi.yaml",
    "examples/fleet/buckets.csv",
    "extensions.ts",
    "fleet/Pulumi.yaml",
    "index.ts",
  ])("do not include %s", (file) => {
    expect(isUserOwned(file)).toBe(false);
  });
});
