import { git } from "../terminal/git";

/** The value of `--since` for the last commit that the work tree and the default branch have in common. */
export const MERGE_BASE = "merge-base";

/** Branches to compare with, the first that exists. */
const DEFAULT_BRANCHES = ["origin/HEAD", "origin/main", "main"];

/** The commit from which a branch started, for `merge-base`; HEAD in a repository without a default branch. */
export async function resolveSince(projectDir: string, since: string): Promise<string> {
  if (since !== MERGE_BASE) return since;
  for (const branch of DEFAULT_BRANCHES) {
    const base = await git(projectDir, ["merge-base", "HEAD", branch]).catch(() => undefined);
    if (base !== undefined) return base;
  }
  return "HEAD";
}
