import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { reportSchema } from "../../../tools/report/model";
import { renderComment } from "../../../tools/report/render/comment";
import { readRecorded, RECORDED, recordedReport, REPORT_NAMES, REPORTS } from "../../support/recorded-previews";

/** The committed text of a file, or the new one written in its place when `GOLDEN=update` says so. */
function expected(file: string, text: string): string {
  const committed = path.join(REPORTS, file);
  if (process.env["GOLDEN"] === "update") {
    mkdirSync(REPORTS, { recursive: true });
    writeFileSync(committed, text);
  }
  return readFileSync(committed, "utf8");
}

describe("the report of a recorded preview", () => {
  it.each(REPORT_NAMES)("%s is the committed one", (name) => {
    const report = recordedReport(name);
    expect(report).toEqual(JSON.parse(expected(`${name}.json`, `${JSON.stringify(report, undefined, 2)}\n`)));
    expect(reportSchema.safeParse(report).error?.issues).toBeUndefined();
  });

  // Beside each report, for reviewers: what a change of the program does to a comment.
  it.each(REPORT_NAMES)("%s has the committed comment", (name) => {
    const comment = renderComment([recordedReport(name)]);
    expect(comment).toBe(expected(`${name}.md`, comment));
  });
});

describe("the events of a recorded preview", () => {
  it.each(RECORDED)("%s contain no folder of the machine that recorded them", (name) => {
    const { preview, drift = [] } = readRecorded(name);
    const results = [...preview, ...drift].flatMap(({ summaryEvent }) => summaryEvent ?? []);
    expect(results.filter((result) => "PolicyPacks" in result)).toEqual([]);
    expect(JSON.stringify([preview, drift])).not.toMatch(/groundwork\|local\|/);
  });
});
