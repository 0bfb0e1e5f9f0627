import { renderMarkdown } from "../drift/markdown";
import type { StackDrift } from "../drift/model";
import type { GitHub } from "./api";
import { type Issue, openIssues } from "./issues";

/**
 * Keeps one issue for each stack that has drifted: opens it, renews it when the drift changes, and closes it when nothing
 * has drifted. A stack that could not be compared keeps its issue as it is. Returns what was done.
 */
export async function fileDrift(
  stacks: readonly StackDrift[],
  url: string,
  github: GitHub,
): Promise<readonly string[]> {
  const find = await openIssues(github);
  const done: string[] = [];
  for (const drift of stacks) {
    const marker = `<!-- groundwork: drift of ${drift.file} -->`;
    done.push(`${drift.stack}: ${await fileOne(drift, marker, find(marker), url, github)}`);
  }
  return done;
}

async function fileOne(
  drift: StackDrift,
  marker: string,
  issue: Issue | undefined,
  url: string,
  github: GitHub,
): Promise<string> {
  if (drift.outcome === "failed") return "the state could not be compared with AWS, so its issue is unchanged.";
  if (drift.outcome === "clean") {
    if (issue === undefined) return "no drift, and no issue is open.";
    await github.send("POST", `/issues/${issue.number}/comments`, { body: `Nothing has drifted any more: ${url}` });
    await github.send("PATCH", `/issues/${issue.number}`, { state: "closed" });
    return `closed issue #${issue.number}.`;
  }
  const report = [marker, renderMarkdown(drift)].join("\n");
  const body = `${report}\nFound by ${url}`;
  if (issue === undefined) {
    const title = `Stack ${drift.stack} has drifted`;
    const created = (await github.send("POST", "/issues", { title, body })) as Issue;
    return `opened issue #${created.number}.`;
  }
  // An edit sends no notification, so people who follow the issue are told by the comment.
  if (issue.body?.startsWith(report) !== true) {
    await github.send("POST", `/issues/${issue.number}/comments`, { body: `The drift has changed: ${url}` });
  }
  await github.send("PATCH", `/issues/${issue.number}`, { body });
  return `renewed issue #${issue.number}.`;
}
