import type { GitHub } from "./api";

/** https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit */
interface PullRequest {
  readonly merged_at: string | null;
  readonly base: { readonly ref: string };
  readonly labels: readonly { readonly name: string }[];
}

/**
 * Labels of the pull request that brought a commit to a branch; none for a commit that was pushed. A pull request that is
 * open, or merged into another branch, can contain the commit, too; its labels do not count.
 */
export async function labelsOfCommit(
  commit: string,
  branch: string,
  github: Pick<GitHub, "list">,
): Promise<readonly string[]> {
  const found = await github.list(`/commits/${encodeURIComponent(commit)}/pulls`);
  const labels = found
    .map((each) => each as PullRequest)
    .filter(({ merged_at: mergedAt, base }) => mergedAt !== null && base.ref === branch)
    .flatMap((each) => each.labels.map(({ name }) => name));
  // The list is separated by commas, so that a label with a comma would count as two.
  return labels.filter((label) => !/[,\r\n]/.test(label));
}
