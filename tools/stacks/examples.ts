import path from "node:path";

import { git } from "../terminal/git";
import { isUserOwned } from "../upgrade/user-owned";

/** What every rehearsal runs, apart from the files of the user. A name that ends with a slash is a folder. */
const PROGRAM = [
  ...["bootstrap/", "components/", "config/", "domain/", "fleet/", "platform/", "policy/", "sandbox/", "tools/"],
  ...["index.ts", "package-lock.json", "tsconfig.json"],
];

/** Whether a stack file is an example of the project, and no stack of the user. */
export function isExample(file: string): boolean {
  return file.startsWith("examples/") || (file.startsWith("bootstrap/") && !isUserOwned(file));
}

/** Whether a change of these files can change the rehearsal of an example: they are in its folder, or part of the program. */
export function concerns(example: string, changed: readonly string[]): boolean {
  return changed.some((file) => {
    if (isUserOwned(file)) return false;
    const isOfProgram = PROGRAM.some((part) => (part.endsWith("/") ? file.startsWith(part) : file === part));
    // Other stack files of the folder are examples of their own.
    const isBeside = path.dirname(file) === path.dirname(example) && !/\/Pulumi\.[^/]+\.yaml$/.test(file);
    return file === example || isOfProgram || isBeside;
  });
}

/** Files that differ between a Git revision and the work tree, relative to the project. */
export async function changedFiles(projectDir: string, since: string): Promise<readonly string[]> {
  const diff = await git(projectDir, ["diff", "--name-only", "--no-renames", "--relative", since, "--"]);
  const untracked = await git(projectDir, ["ls-files", "--others", "--exclude-standard"]);
  return [...diff.split("\n"), ...untracked.split("\n")].filter((file) => file !== "");
}
