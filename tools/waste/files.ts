import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { parseJson, readText } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import { type WasteReport, wasteReportSchema } from "./model";
import { renderWaste } from "./report";

const FILE = "waste.json";

/** Writes waste.json and waste.md. */
export async function writeWaste(folder: string, report: WasteReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, FILE), `${renderWaste(report, "json")}\n`);
  await writeFile(path.join(folder, "waste.md"), `${renderWaste(report, "markdown")}\n`);
}

/** The reports of every waste.json in a folder and below it. */
export function readWaste(folder: string): readonly WasteReport[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const files = names.filter((name) => path.basename(name) === FILE).map((name) => path.join(folder, name));
  if (files.length === 0) {
    throw new ToolError(`${folder} has no ${FILE}. Make one: npm run waste -- <stack> --output ${folder}`);
  }
  return files.sort().map((file) => parseJson(readText(file), wasteReportSchema, `${file} is no waste report`));
}
