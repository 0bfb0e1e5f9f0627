import type { GitHub } from "./api";

/** The fields of an issue that this project reads: https://docs.github.com/en/rest/issues/issues */
export interface Issue {
  readonly number: number;
  readonly body?: string | null;
  readonly pull_request?: object;
}

/** The open issues that contain a marker, which readers do not see. GitHub lists pull requests among the issues. */
export async function openIssues(github: Pick<GitHub, "list">): Promise<(marker: string) => Issue | undefined> {
  const issues = (await github.list("/issues?state=open"))
    .map((each) => each as Issue)
    .filter(({ pull_request: pullRequest }) => pullRequest === undefined);
  return (marker) => issues.find(({ body }) => body?.includes(marker) === true);
}
