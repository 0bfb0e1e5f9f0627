import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

import { mergeReports } from "../report/merge";
import { type Report, reportSchema } from "../report/model";
import { MARKER, renderComment } from "../report/render/comment";
import { parseJson, readText } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import type { Comment, Comments } from "./site";

/** Every report.json in a folder and below it. */
export function readReports(folder: string): readonly Report[] {
  if (!existsSync(folder)) throw new ToolError(`${folder} does not exist. Make a report: npm run report -- <stack>…`);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => path.basename(file) === "report.json",
  );
  if (files.length === 0) throw new ToolError(`${folder} has no report.json. Make one: npm run report -- <stack>…`);
  return files.sort().map((file) => readReport(path.join(folder, file)));
}

function readReport(file: string): Report {
  return parseJson(readText(file), reportSchema, `${file} is not a report of this version`);
}

/** Edits the comment that has the marker, or creates it. A pull request has one such comment. */
export async function postComment(reports: readonly Report[], comments: Comments): Promise<"created" | "updated"> {
  const body = renderComment(mergeReports(reports));
  const previous = await findComment(comments);
  if (previous === undefined) {
    await comments.create(body);
    return "created";
  }
  await comments.update(previous.id, body);
  return "updated";
}

/**
 * A pull request with a long discussion has several pages of comments. Who writes a comment can edit it at any time, so a
 * comment of somebody else that starts with the marker does not count.
 */
async function findComment(comments: Comments): Promise<Comment | undefined> {
  const self = await comments.self();
  for (let number = 1; ; number += 1) {
    const page = await comments.page(number);
    if (page.length === 0) return undefined;
    const found = page.find(({ body, author }) => author === self && body.startsWith(MARKER));
    if (found !== undefined) return found;
  }
}
