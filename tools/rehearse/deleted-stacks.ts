import { basename } from "node:path";

import { git } from "../terminal/git";

/**
 * Stack files that exist at a Git revision and not in the work tree, relative to the project. Nothing previews or updates
 * their stacks any more. None if the revision is not in the clone.
 */
export async function deletedStackFiles(projectDir: string, since: string): Promise<readonly string[]> {
  const args = ["diff", "--name-only", "--no-renames", "--diff-filter=D", "--relative", since, "--"];
  const output = await git(projectDir, args).catch(() => "");
  return output.split("\n").filter((file) => /^Pulumi\..+\.yaml$/.test(basename(file)));
}

/** What happens to the stack of a file that a change deletes. */
export function deletedStackText(file: string): string {
  return `${file} is deleted, and its stack is not: its resources remain at AWS, and nothing previews or updates them. To remove them, restore the file, and destroy the stack first (docs/runbooks/destroy.md).`;
}
