import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { reportSchema } from "../../../tools/report/model";
import { readRecorded, RECORDED, recordedReport, REPORT_NAMES, REPORTS } from "../../support/recorded-previews";

/** The committed report, or the new one written in its place when `GOLDEN=update` says so. */
function expectedReport(name: string): unknown {
  const file = path.join(REPORTS, `${name}.json`);
  if (process.env["GOLDEN"] === "update") {
    mkdirSync(REPORTS, { recursive: true });
    writeFileSync(file, `${JSON.stringify(recordedReport(name), undefined, 2)}\n`);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

describe("the report of a recorded preview", () => {
  it.each(REPORT_NAMES)("%s is the committed one", (name) => {
    const report = recordedReport(name);
    expect(report).toEqual(expectedReport(name));
    expect(reportSchema.safeParse(report).error?.issues).toBeUndefined();
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
