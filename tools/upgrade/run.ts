import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import semver from "semver";

import { stackFileName, stacksIn } from "../../config/source/project-files";
import { EXIT } from "../report/terminal";
import { installsSame } from "../rehearse/lockfile";
import { runCommand } from "../terminal/command";
import { git } from "../terminal/git";
import { ToolError } from "../terminal/tool";
import { fetchReleases, type Release, selectRelease } from "./releases";
import { isUserOwned } from "./user-owned";

const LOCKFILE = "package-lock.json";
/** Exit codes of `npm run rehearse -- --since` when it succeeds, which the rehearsal of the new release has, too. */
const REHEARSED: readonly number[] = [EXIT.unchanged, EXIT.changed];

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Root of the project. */
  readonly directory: string;
  /** Runs npm with the output on this terminal, and returns its exit code. */
  readonly npm: (args: readonly string[]) => Promise<number>;
  readonly write: (text: string) => void;
}

export async function runUpgrade(requested: string | undefined, context: Context): Promise<number> {
  const { directory, write } = context;
  await assertCleanWorkTree(directory);
  const release = selectRelease(await fetchReleases(directory), requested);
  const current = versionOf(directory);
  if (semver.lte(release.version, current)) {
    write(`This repository contains release ${current}, so there is nothing to upgrade to ${release.version}.`);
    return 0;
  }
  await merge(directory, release, current);
  const kept = await keepUserOwnedFiles(directory, release);
  write(`Merged release ${release.version} into ${current}, without a commit.`);
  if (kept.length > 0) write(`Kept your version of files that the release changes: ${kept.join(", ")}`);
  const conflicts = await changedFiles(directory, ["--diff-filter=U"]);
  if (conflicts.length > 0) {
    write(describeConflicts(conflicts));
    return 1;
  }
  return rehearse(release, current, context);
}

async function assertCleanWorkTree(directory: string): Promise<void> {
  const status = await git(directory, ["status", "--porcelain"]);
  if (status === "") return;
  throw new ToolError(
    `The work tree has changes, which a merge would mix with those of the release. Commit or stash them first:\n${status}`,
  );
}

function versionOf(directory: string): string {
  const { version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return version;
}

/** Merges without a commit. Conflicts remain in the work tree; every other failure is an error. */
async function merge(directory: string, { version, ref }: Release, current: string): Promise<void> {
  const message = `Upgrade Groundwork to ${version}`;
  // Files that the user added stay in their folder although the release renamed it.
  const args = ["-c", "merge.directoryRenames=false", "merge", "--no-commit", "--no-ff", "-m", message, ref];
  const { exitCode, stdout, stderr } = await runCommand("git", args, { cwd: directory });
  if (exitCode === 0 || (await isMerging(directory))) return;
  if (!stderr.includes("unrelated histories")) throw new ToolError(`\`git merge\` failed:\n${stdout}${stderr}`);
  throw new ToolError(
    "Git finds no common commit of this repository and the release. In a shallow clone, fetch the history:\n" +
      "  git fetch --unshallow\n" +
      `In a repository that was created from a copy of release ${current}, record once that it contains this release:\n` +
      `  git merge --allow-unrelated-histories --strategy=ours ${ref.replace(/[^/]+$/, `v${current}`)}`,
  );
}

async function isMerging(directory: string): Promise<boolean> {
  const { exitCode } = await runCommand("git", ["rev-parse", "--quiet", "--verify", "MERGE_HEAD"], { cwd: directory });
  return exitCode === 0;
}

/** Sets every file of the user back to its version before the merge, and returns those that the release changes. */
async function keepUserOwnedFiles(directory: string, { ref }: Release): Promise<readonly string[]> {
  // Git applies changes of the user to the new place of a file that the release moved: to a file of the release.
  for (const [source, target] of await renames(directory, ref)) {
    if (isUserOwned(source) && !isUserOwned(target)) await git(directory, ["checkout", ref, "--", target]);
  }
  const changed = await changedFiles(directory, ["HEAD"]);
  const unmerged = await changedFiles(directory, ["--diff-filter=U"]);
  const files = [...new Set([...changed, ...unmerged])].filter(isUserOwned).sort();
  for (const file of files) {
    const isTracked = (await git(directory, ["ls-tree", "--name-only", "HEAD", "--", file])) !== "";
    const restore = isTracked ? ["checkout", "HEAD"] : ["rm", "--force", "--quiet"];
    await git(directory, ["--literal-pathspecs", ...restore, "--", file]);
  }
  return files;
}

/** Files that the release moved since the last common commit: pairs of old and new name. */
async function renames(directory: string, ref: string): Promise<readonly (readonly [string, string])[]> {
  const args = ["diff", "--name-status", "--find-renames", "--diff-filter=R", "-z", `HEAD...${ref}`];
  const fields = (await git(directory, args)).split("\0").filter((field) => field !== "");
  return fields.flatMap((_, index) => (index % 3 === 0 ? [[fields[index + 1] ?? "", fields[index + 2] ?? ""]] : []));
}

async function changedFiles(directory: string, args: readonly string[]): Promise<readonly string[]> {
  const names = await git(directory, ["diff", "--name-only", "--no-renames", "-z", ...args]);
  return names.split("\0").filter((name) => name !== "");
}

function describeConflicts(conflicts: readonly string[]): string {
  return [
    `\nThe release and this repository change the same lines in ${conflicts.length === 1 ? "1 file" : `${conflicts.length} files`}:`,
    ...conflicts.map((file) => `  ${file}`),
    "\nEdit each file, then continue:",
    "  git add <file>",
    "  npm ci",
    "  npm run rehearse -- <stack> --since HEAD",
    "  git commit --no-edit",
    "To return to the state before the upgrade instead: git merge --abort",
  ].join("\n");
}

/** Shows what the release changes in each stack, with the program of the release. */
async function rehearse(release: Release, current: string, { directory, npm, write }: Context): Promise<number> {
  const lockfile = readFileSync(path.join(directory, LOCKFILE), "utf8");
  const hasNewPackages = !installsSame(lockfile, await git(directory, ["show", `HEAD:${LOCKFILE}`]));
  if (hasNewPackages) {
    write(`\n${LOCKFILE} changed: npm ci`);
    if ((await npm(["ci", "--loglevel=warn"])) !== 0)
      throw new ToolError(`\`npm ci\` failed. To return: git merge --abort, npm ci`);
  }
  const stacks = [".", "bootstrap", "fleet"].flatMap((folder) => stackFilesIn(directory, folder)).filter(isUserOwned);
  write("");
  const exitCode =
    stacks.length === 0 ? 0 : await npm(["run", "--silent", "rehearse", "--", ...stacks, "--since", "HEAD"]);
  const succeeded = REHEARSED.includes(exitCode);
  write(
    [
      ...(succeeded ? [] : ["The rehearsal failed: the release refuses a stack file, or the change of a stack.\n"]),
      `Nothing is committed. Read the upgrade notes in CHANGELOG.md from ${current} to ${release.version}, then:`,
      `  git commit --no-edit            # keep release ${release.version}`,
      `  ${(hasNewPackages ? "git merge --abort && npm ci" : "git merge --abort").padEnd(30)}  # return to ${current}`,
    ].join("\n"),
  );
  return succeeded ? 0 : 1;
}

function stackFilesIn(directory: string, folder: string): readonly string[] {
  const absolute = path.join(directory, folder);
  if (!existsSync(absolute)) return [];
  return stacksIn(absolute).map((stack) => path.posix.join(folder, stackFileName(stack)));
}
