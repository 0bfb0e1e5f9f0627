import { renderMarkdown } from "../drift/markdown";
import type { StackDrift } from "../drift/model";
import type { GitHub } from "./api";
import { type Issue, keepIssue, openIssues } from "./issues";

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
  const kept = {
    marker,
    title: `Stack ${drift.stack} has drifted`,
    report: drift.outcome === "clean" ? undefined : renderMarkdown(drift),
    changed: "The drift has changed",
    closed: "Nothing has drifted any more",
    url,
  };
  return keepIssue(kept, issue, github);
}
