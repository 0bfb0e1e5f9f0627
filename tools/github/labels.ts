import type { GitHub } from "./api";

interface Label {
  readonly name: string;
}

/**
 * The labels of a pull request as they are now: the event of a run that is repeated has those of its first attempt. Without
 * a number, the labels of the pull requests that brought the commit to its branch, so that a deletion that was allowed in
 * review is allowed in the deployment too.
 */
export async function labelsOf(
  number: string | undefined,
  commit: string,
  { list }: Pick<GitHub, "list">,
): Promise<readonly string[]> {
  const labels =
    number === undefined || number === ""
      ? ((await list(`/commits/${commit}/pulls`)) as readonly { labels: readonly Label[] }[]).flatMap(
          (pull) => pull.labels,
        )
      : ((await list(`/issues/${number}/labels`)) as readonly Label[]);
  return labels.map(({ name }) => name);
}
