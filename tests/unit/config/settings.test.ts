import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { PROJECT_DIR } from "./fixtures";

/** Settings that no component takes as an argument. */
const OMITTED = [
  ...readFileSync(path.join(PROJECT_DIR, "config/args/settings.ts"), "utf8").matchAll(
    /omit\(\w[\w.]*((?:, "\w+")+)\)/g,
  ),
].flatMap(([, keys = ""]) => [...keys.matchAll(/"(\w+)"/g)].map(([, key = ""]) => key));

/** Rules, and what completes or prices a configuration. */
const READERS = readdirSync(path.join(PROJECT_DIR, "config"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/schema\.ts$|^args\/|^schema\//.test(file))
  .map((file) => readFileSync(path.join(PROJECT_DIR, "config", file), "utf8"));

describe("a setting that no component uses", () => {
  it("is found in the mapper of settings", () => {
    expect(OMITTED).toEqual(expect.arrayContaining(["acceptForcedUpgrade", "costCeilingUsd", "interfaceEndpoints"]));
  });

  it.each(OMITTED)("is read by a rule or by the completion of the configuration: %s", (key) => {
    const reads = new RegExp(`\\.${key}\\b|[{,]\\s*${key}\\b[^"]`);
    expect(READERS.filter((text) => reads.test(text))).not.toEqual([]);
  });
});
