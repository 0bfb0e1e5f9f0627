import { churningValue } from "../../../../domain/tags/churning-values";

describe("churningValue", () => {
  it.each([
    ["2026-11-28T07:00:12Z", "a date with a time"],
    ["2026-11-28 07:00", "a date with a time"],
    ["20261128T070012Z", "a date with a time"],
    ["3f786850e387550fdab836ed7e6dc881de23001b", "a commit hash or digest"],
    ["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "a commit hash or digest"],
  ])("is sure that %s is %s", (value, what) => {
    expect(churningValue(value)).toEqual({ what, isUncertain: false });
  });

  it.each([
    ["3f78685", "a short commit hash"],
    ["1796000000", "a Unix time"],
    ["1796000000123", "a Unix time"],
    ["build-1234", "a build number"],
    ["run 17", "a build number"],
    ["#1234", "a build number"],
  ])("suspects that %s is %s", (value, what) => {
    expect(churningValue(value)).toEqual({ what, isUncertain: true });
  });

  it.each([
    "cc-1001",
    "4711",
    "2027-01-31",
    "deadbeef",
    "1234567",
    "4000000000",
    "v1.2.3",
    "team-a1b2",
    "build",
    "OPS-17",
  ])("accepts %s", (value) => {
    expect(churningValue(value)).toBeUndefined();
  });
});
