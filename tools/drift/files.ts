import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { parseJson, readText } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import { renderMarkdown } from "./markdown";
import { type DriftReport, driftReportSchema, type StackDrift } from "./model";

const FILE = "drift.json";

/** Writes drift.json and drift.md. */
export async function writeDrift(folder: string, report: DriftReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, FILE), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(path.join(folder, "drift.md"), report.stacks.map(renderMarkdown).join("\n"));
}

/** The stacks of every drift.json in a folder and below it. */
export function readDrift(folder: string): readonly StackDrift[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const files = names.filter((name) => path.basename(name) === FILE).map((name) => path.join(folder, name));
  if (files.length === 0) {
    throw new ToolError(`${folder} has no ${FILE}. Make one: npm run drift -- <stack>… --output ${folder}`);
  }
  const reports = files.sort().map((file) => parseJson(readText(file), driftReportSchema, `${file} is no drift`));
  return reports.flatMap(({ stacks }) => stacks);
}
