import { durationSeconds, isReadableDuration } from "../../../../domain/cluster/go-duration";

describe("a Go duration", () => {
  it.each([
    ["720h", 2_592_000],
    ["1h30m15s", 5_415],
    ["0s", 0],
    ["30d", undefined],
    ["Never", undefined],
    ["", undefined],
  ])("%s is %s seconds", (duration, seconds) => {
    expect(durationSeconds(duration)).toBe(seconds);
  });

  it("can be read up to the largest 64-bit number of nanoseconds", () => {
    expect(isReadableDuration("2562047h")).toBe(true);
    expect(isReadableDuration("2562048h")).toBe(false);
  });
});
