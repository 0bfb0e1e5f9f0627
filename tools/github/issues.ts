import type { GitHub } from "./api";

/** The fields of an issue that this project reads: https://docs.github.com/en/rest/issues/issues */
export interface Issue {
  readonly number: number;
  readonly body?: string | null;
  readonly pull_request?: object;
}

/** An issue that is open while something is found. */
export interface KeptIssue {
  /** Finds the issue again; readers do not see it. */
  readonly marker: string;
  readonly title: string;
  /** What was found, in Markdown; undefined closes the issue. */
  readonly report: string | undefined;
  /** The comment on an issue whose report has changed, because an edit sends no notification. */
  readonly changed: string;
  /** The comment on an issue that is closed. */
  readonly closed: string;
  /** Address of the run. */
  readonly url: string;
}

/** Opens, renews or closes an issue. Returns what was done. */
export async function keepIssue(
  { marker, title, report, changed, closed, url }: KeptIssue,
  issue: Issue | undefined,
  github: Pick<GitHub, "send">,
): Promise<string> {
  if (report === undefined) {
    if (issue === undefined) return "nothing was found, and no issue is open.";
    await github.send("POST", `/issues/${issue.number}/comments`, { body: `${closed}: ${url}` });
    await github.send("PATCH", `/issues/${issue.number}`, { state: "closed" });
    return `closed issue #${issue.number}.`;
  }
  const text = [marker, report].join("\n");
  const body = `${text}\nFound by ${url}`;
  if (issue === undefined) {
    const created = (await github.send("POST", "/issues", { title, body })) as Issue;
    return `opened issue #${created.number}.`;
  }
  if (issue.body?.startsWith(text) !== true) {
    await github.send("POST", `/issues/${issue.number}/comments`, { body: `${changed}: ${url}` });
  }
  await github.send("PATCH", `/issues/${issue.number}`, { body });
  return `renewed issue #${issue.number}.`;
}

/** The open issues that contain a marker, which readers do not see. GitHub lists pull requests among the issues. */
export async function openIssues(github: Pick<GitHub, "list">): Promise<(marker: string) => Issue | undefined> {
  const issues = (await github.list("/issues?state=open"))
    .map((each) => each as Issue)
    .filter(({ pull_request: pullRequest }) => pullRequest === undefined);
  return (marker) => issues.find(({ body }) => body?.includes(marker) === true);
}
