import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type { CodeEntry } from "../../../config/diagnostics/code";
import { CODES } from "../../../config/diagnostics/codes";
import { PROJECT_DIR } from "../../support/stack-files";

const REPORTS = path.join(__dirname, "broken");
const reports = readdirSync(REPORTS)
  .map((file) => readFileSync(path.join(REPORTS, file), "utf8"))
  .join("\n");

describe("codes of findings", () => {
  it.each(Object.keys(CODES))("name an area and a kind in kebab case: %s", (code) => {
    expect(code).toMatch(/^[a-z]+\/[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/);
  });

  it.each(Object.keys(CODES))("are printed in the report on a broken stack file: %s", (code) => {
    expect(reports).toContain(`[${code}]`);
  });

  it.each<[string, CodeEntry]>(Object.entries(CODES))("have a cause and a remedy in sentences: %s", (_, entry) => {
    expect(entry.cause).toMatch(/^[A-Z`].*\.$/);
    expect(entry.remedy).toMatch(/^[A-Z`].*\.$/);
  });

  it("are described on the page that is generated from them", () => {
    const page = readFileSync(path.join(PROJECT_DIR, "docs/reference/errors.md"), "utf8");
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(Object.keys(CODES));
  });
});
