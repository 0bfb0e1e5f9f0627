import { z } from "zod";

import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import type { GitHub } from "./api";
import { type Issue, openIssues } from "./issues";

/** Finds the issue again; readers do not see it. */
function markerOf({ subject }: Pick<Run, "subject">): string {
  return `<!-- groundwork: failed ${subject} -->`;
}

/** A run of a workflow: what it does in one word, its address, and the result of each job. */
export interface Run {
  readonly subject: string;
  readonly url: string;
  readonly commit: string;
  readonly results: Readonly<Record<string, string>>;
}

/** Reads the `needs` context of a workflow as JSON: https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
export function parseResults(json: string | undefined): Run["results"] {
  if (json === undefined) throw new ToolError("Set RESULTS to the `needs` context of the workflow as JSON.");
  const needs = parseJson(json, needsSchema, "RESULTS is not the `needs` context of a workflow as JSON");
  return Object.fromEntries(Object.entries(needs).map(([job, { result }]) => [job, result]));
}

const needsSchema = z.record(z.string(), z.object({ result: z.string() }));

/** Opens an issue for a failed run or renews the open one, and closes it after a run that succeeded. Returns what it did. */
export async function notify({ subject, url, commit, results }: Run, github: GitHub): Promise<string> {
  const marker = markerOf({ subject });
  const failed = Object.keys(results).filter((job) => !["success", "skipped"].includes(results[job] ?? ""));
  const issue = (await openIssues(github))(marker);
  if (failed.length === 0) {
    if (issue === undefined) return "No job failed, and no notice is open.";
    await github.send("POST", `/issues/${issue.number}/comments`, { body: `The ${subject} succeeded: ${url}` });
    await github.send("PATCH", `/issues/${issue.number}`, { state: "closed" });
    return `Closed issue #${issue.number}.`;
  }
  const body = [
    marker,
    `The ${subject} of ${commit} did not succeed in: ${failed.map((job) => `${job} (${results[job] ?? ""})`).join(", ")}.`,
    "",
    `The log is in ${url}. Jobs that need one of these did not run. A job is cancelled when it times out, or when a newer run supersedes it.`,
    "To try again after a cause outside of the program, re-run the failed jobs. Otherwise merge a correction, or revert the change.",
  ].join("\n");
  if (issue !== undefined) {
    await github.send("PATCH", `/issues/${issue.number}`, { body });
    await github.send("POST", `/issues/${issue.number}/comments`, { body: `Failed again: ${url}` });
    return `Renewed issue #${issue.number}.`;
  }
  const created = (await github.send("POST", "/issues", { title: `The ${subject} failed`, body })) as Issue;
  return `Opened issue #${created.number}.`;
}
