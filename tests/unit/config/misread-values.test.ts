import { engineReading } from "../../../config/source/engine-reading";
import { check } from "../../../config/check/check";
import { fileText, MINIMAL, sourceOf, TODAY } from "./fixtures";

describe("engineReading", () => {
  it.each([
    ["2026-11-27", "the date 2026-11-27 00:00:00 +0000 UTC"],
    ["2026-1-2", "the date 2026-01-02 00:00:00 +0000 UTC"],
    ["2026-11-27T10:00:00Z", "a point in time"],
    ["2026-11-27 10:00:00", "a point in time"],
    ["0700", "the number 448"],
    ["-0700", "the number -448"],
    ["012345678901", "the number 12345678901"],
    ["1_000", "the number 1000"],
    ["0b11", "the number 3"],
  ])("of %s is %s", (written, reading) => {
    expect(engineReading(written)).toBe(reading);
  });

  it.each([
    "2026-13-27",
    "2026-02-30",
    "2026-11",
    "1.35.7-20260827",
    "700",
    "0",
    "0o17",
    "1.30",
    "cc-1",
    "_",
    "10.0.0.0/16",
  ])("is the same for %s", (written) => {
    expect(engineReading(written)).toBeUndefined();
  });
});

describe("a value that YAML does not read as it is written", () => {
  const found = (from: string, to: string): string[][] =>
    check(sourceOf(fileText(MINIMAL).replace(from, to)), TODAY).problems.map(({ code, message, fix }) => [
      code,
      message,
      ...fix,
    ]);

  it("is refused, with the reading of the engine and a command that quotes it", () => {
    expect(found("costCenter: cc-1", "costCenter: 2026-11-27")).toEqual([
      [
        "schema/value-not-as-written",
        "Without quotes, YAML reads the date 2026-11-27 00:00:00 +0000 UTC, and Pulumi passes that on.",
        "npm run config -- set dev tags.costCenter 2026-11-27",
      ],
    ]);
    expect(found('accountId: "111122223333"', "accountId: 012345678901")).toEqual([
      [
        "schema/value-not-as-written",
        "Without quotes, YAML reads the number 12345678901, and Pulumi passes that on.",
        "npm run config -- set dev aws.accountId 012345678901",
      ],
    ]);
  });

  it("is refused where a number is expected, with a fix in words", () => {
    expect(found("maxSize: 3", "maxSize: 010")).toEqual([
      [
        "schema/value-not-as-written",
        "Without quotes, YAML reads the number 8, and Pulumi passes that on.",
        "write the number without leading zeros and underscores",
      ],
    ]);
  });

  it.each(['"2026-11-27"', "'2026-11-27'", "!!str 2026-11-27"])("is accepted as %s", (text) => {
    expect(found("costCenter: cc-1", `costCenter: ${text}`)).toEqual([]);
  });
});
