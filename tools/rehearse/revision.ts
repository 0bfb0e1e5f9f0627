import { mkdir, mkdtemp, readFile, realpath, rm, symlink } from "node:fs/promises";
import path from "node:path";

import { runCommand } from "../terminal/command";
import { git } from "../terminal/git";
import { withProgress } from "../terminal/progress";
import { ToolError } from "../terminal/tool";
import { installsSame } from "./lockfile";

/** The SDK of the program, which must be the one of this process: the engine registers resources through it. */
const SDK = "node_modules/@pulumi/pulumi";

/** The files of an earlier revision in a Git worktree, with installed packages. */
export interface Revision {
  /** Short hash of the commit. */
  readonly commit: string;
  /** Root of the project in the worktree. */
  readonly directory: string;
  readonly remove: () => Promise<void>;
}

/**
 * Checks out a revision of a project into its folder `.cache`, without a change of its work tree.
 *
 * @param installs whether to install its packages, which only a run of its program needs
 */
export async function checkOutRevision(
  projectDir: string,
  revision: string,
  { installs = true }: { readonly installs?: boolean } = {},
): Promise<Revision> {
  const commit = await git(projectDir, ["rev-parse", "--verify", "--quiet", "--short", `${revision}^{commit}`]).catch(
    () => undefined,
  );
  if (commit === undefined) {
    throw new ToolError(`Git finds no revision \`${revision}\`. List tags and branches: git tag, git branch --all`);
  }
  const parent = path.join(projectDir, ".cache/revisions");
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(path.join(parent, `${commit}-`));
  const remove = async (): Promise<void> => {
    await rm(directory, { recursive: true, force: true });
    await git(projectDir, ["worktree", "prune"]);
  };
  try {
    await git(projectDir, ["worktree", "add", "--force", "--detach", directory, commit]);
    if (installs) await installPackages(projectDir, directory, commit);
  } catch (error) {
    await remove();
    throw error;
  }
  return { commit, directory, remove };
}

/** Shares the packages of this tree if the revision has the same; otherwise installs its own. */
async function installPackages(projectDir: string, directory: string, commit: string): Promise<void> {
  const [own, earlier] = await Promise.all([readLockfile(projectDir), readLockfile(directory)]);
  if (installsSame(own, earlier)) {
    await symlink(await realpath(path.join(projectDir, "node_modules")), path.join(directory, "node_modules"), "dir");
    return;
  }
  const install = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { exitCode, stderr } = await withProgress(`Installing the packages of ${commit}`, () =>
    runCommand("npm", install, { cwd: directory }),
  );
  if (exitCode !== 0) throw new ToolError(`\`npm ${install.join(" ")}\` failed at ${commit}:\n${stderr}`);
  await rm(path.join(directory, SDK), { recursive: true });
  await symlink(await realpath(path.join(projectDir, SDK)), path.join(directory, SDK), "dir");
}

function readLockfile(directory: string): Promise<string> {
  return readFile(path.join(directory, "package-lock.json"), "utf8");
}
