import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

import type { CodeEntry } from "../../../config/diagnostics/code";
import { CODES } from "../../../config/diagnostics/codes";
import { PROJECT_DIR } from "../../support/stack-files";

/** Folders of reports, and the tests of errors that no stack file of the platform shows. */
const REPORTS = [
  "config/broken",
  "config/transitions/broken",
  "config/collisions.test.ts",
  "fleet/broken",
  "fleet/quota.test.ts",
  "platform/platform.test.ts",
  "policy/waivers.test.ts",
  "bootstrap/config.test.ts",
];
const reports = REPORTS.map((place) => path.join(__dirname, "..", place))
  .flatMap((place) => (statSync(place).isFile() ? [place] : readdirSync(place).map((file) => path.join(place, file))))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

describe("codes of findings", () => {
  it.each(Object.keys(CODES))("name an area and a kind in kebab case: %s", (code) => {
    expect(code).toMatch(/^[a-z]+\/[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/);
  });

  it.each(Object.keys(CODES))("are printed in a report of the tests: %s", (code) => {
    expect(reports).toContain(`[${code}]`);
  });

  it.each<[string, CodeEntry]>(Object.entries(CODES))("have a cause and a remedy in sentences: %s", (_, entry) => {
    expect(entry.cause).toMatch(/^\[?[A-Z`].*\.$/);
    expect(entry.remedy).toMatch(/^\[?[A-Z`].*\.$/);
  });

  it("are described on the page that is generated from them", () => {
    const page = readFileSync(path.join(PROJECT_DIR, "docs/reference/errors.md"), "utf8");
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(Object.keys(CODES));
  });
});
