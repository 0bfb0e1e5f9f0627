import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { MERGE_BASE, resolveSince } from "../../../tools/rehearse/merge-base";
import { git } from "../../../tools/terminal/git";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-merge-base-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function commit(file: string): Promise<string> {
  writeFileSync(path.join(directory, file), "");
  await git(directory, ["add", "."]);
  await git(directory, ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", file]);
  return git(directory, ["rev-parse", "HEAD"]);
}

describe("the revision of --since merge-base", () => {
  it("is the last commit that the work tree and the default branch have in common", async () => {
    await git(directory, ["init", "--quiet", "--initial-branch", "main"]);
    const start = await commit("start");
    await git(directory, ["checkout", "--quiet", "-b", "change"]);
    await commit("changed");
    expect(await resolveSince(directory, MERGE_BASE)).toBe(start);
    expect(await resolveSince(directory, "v1.0.0")).toBe("v1.0.0");
  });

  it("is HEAD in a repository without a default branch", async () => {
    await git(directory, ["init", "--quiet", "--initial-branch", "trunk"]);
    await commit("start");
    expect(await resolveSince(directory, MERGE_BASE)).toBe("HEAD");
  });
});
