import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { checkOutRevision } from "../../../tools/rehearse/revision";

let project: string;

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...identity, ...args], { cwd: project, encoding: "utf8" }).trim();
}

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), typeof content === "string" ? content : JSON.stringify(content));
}

/** A project at a version, with the SDK at another; the SDK is a local package, which `npm ci` installs offline. */
function lockfile(version: string, sdkVersion: string): void {
  const root = { name: "project", version, dependencies: { "@pulumi/pulumi": "file:sdk" } };
  write("package.json", root);
  write("sdk/package.json", { name: "@pulumi/pulumi", version: sdkVersion });
  write("package-lock.json", {
    name: "project",
    version,
    lockfileVersion: 3,
    packages: {
      "": root,
      "node_modules/@pulumi/pulumi": { resolved: "sdk", link: true },
      sdk: { name: "@pulumi/pulumi", version: sdkVersion },
    },
  });
}

beforeEach(() => {
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  project = realpathSync(mkdtempSync(path.join(tmpdir(), "groundwork-revision-")));
  git("init", "--quiet");
  write(".gitignore", "node_modules\n.cache\n");
  write("node_modules/@pulumi/pulumi/index.js", "");
  write("index.ts", "// first");
  lockfile("0.1.0", "3.0.0");
  git("add", ".");
  git("commit", "--quiet", "--message", "First");
  git("tag", "v0.1.0");
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(project, { recursive: true });
});

describe("an earlier revision", () => {
  it("is checked out beside the work tree, which keeps its changes, and is removed", async () => {
    write("index.ts", "// second");
    lockfile("0.2.0", "3.0.0");
    const { commit, directory, remove } = await checkOutRevision(project, "v0.1.0");
    expect(commit).toBe(git("rev-parse", "--short", "HEAD"));
    expect(readFileSync(path.join(directory, "index.ts"), "utf8")).toBe("// first");
    expect(readFileSync(path.join(project, "index.ts"), "utf8")).toBe("// second");
    expect(realpathSync(path.join(directory, "node_modules"))).toBe(path.join(project, "node_modules"));
    await remove();
    expect(existsSync(directory)).toBe(false);
    expect(git("worktree", "list").split("\n")).toHaveLength(1);
    expect(existsSync(path.join(project, "node_modules/@pulumi/pulumi/index.js"))).toBe(true);
  });

  it("installs its own packages if they differ, and shares the SDK of this process", async () => {
    lockfile("0.2.0", "3.1.0");
    const { directory, remove } = await checkOutRevision(project, "v0.1.0");
    expect(realpathSync(path.join(directory, "node_modules"))).toBe(path.join(directory, "node_modules"));
    expect(realpathSync(path.join(directory, "node_modules/@pulumi/pulumi"))).toBe(
      path.join(project, "node_modules/@pulumi/pulumi"),
    );
    await remove();
  });

  it("fails with the name of no revision", async () => {
    await expect(checkOutRevision(project, "v9")).rejects.toThrow("Git finds no revision `v9`.");
    expect(git("worktree", "list").split("\n")).toHaveLength(1);
  });
});
