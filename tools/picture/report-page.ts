import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { type Report, reportSchema } from "../report/model";
import { openPage, startBrowser, WIDTH_PX } from "./browser";

/** Recorded previews of one stack, as if each were of another stack: deletions, replacements, a small update. */
const RECORDED: Readonly<Record<string, string>> = { prod: "delete", staging: "replace", dev: "small-update" };

/** The report that the README shows, of recorded previews of the engine. */
export function sampleReport(projectDir: string): Report {
  const reports = Object.entries(RECORDED).map(([stack, name]) => {
    const file = path.join(projectDir, "tests/unit/report/reports", `${name}.json`);
    const report = reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return { ...report, stacks: report.stacks.map((each) => ({ ...each, stack })) };
  });
  const [first] = reports as [Report, ...Report[]];
  return { ...first, stacks: reports.flatMap(({ stacks }) => stacks) };
}

/** Most of a page that a picture shows; a reader opens the page for the rest. */
const MAX_HEIGHT_PX = 1_500;

/** Takes a picture of a page in a browser. */
export async function takePicture(htmlFile: string, file: string): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, pathToFileURL(htmlFile).href, "light");
    const height = await page.evaluate("document.documentElement.scrollHeight");
    const clip = { x: 0, y: 0, width: WIDTH_PX, height: Math.min(Number(height), MAX_HEIGHT_PX) };
    await page.screenshot({ path: file, clip, fullPage: true });
  } finally {
    await browser.close();
  }
}
