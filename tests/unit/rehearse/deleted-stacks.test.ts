import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { deletedStackFiles } from "../../../tools/rehearse/deleted-stacks";

let project: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "groundwork-deleted-"));
  mkdirSync(path.join(project, "fleet"));
  for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.old.yaml", "fleet/Pulumi.a.yaml", "readme.md"]) {
    writeFileSync(path.join(project, file), file);
  }
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "First");
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  execFileSync("git", [...identity, ...args], { cwd: project });
}

describe("the stack files that a change deletes", () => {
  it("are those that the revision has and the work tree has not, committed or not", async () => {
    rmSync(path.join(project, "readme.md"));
    expect(await deletedStackFiles(project, "HEAD")).toEqual([]);
    rmSync(path.join(project, "fleet/Pulumi.a.yaml"));
    expect(await deletedStackFiles(project, "HEAD")).toEqual(["fleet/Pulumi.a.yaml"]);
  });

  it("include one that is renamed: Pulumi knows a stack by its name", async () => {
    renameSync(path.join(project, "Pulumi.old.yaml"), path.join(project, "Pulumi.new.yaml"));
    expect(await deletedStackFiles(project, "HEAD")).toEqual(["Pulumi.old.yaml"]);
  });

  it("are none for a revision that the clone does not have", async () => {
    expect(await deletedStackFiles(project, "v9")).toEqual([]);
  });
});
