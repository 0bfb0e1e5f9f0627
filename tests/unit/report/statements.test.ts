import { covers } from "../../../tools/report/notices/statements";

describe("a pattern of IAM", () => {
  it.each([
    ["s3:*", "s3:GetObject"],
    ["s3:get*", "s3:GetObject"],
    ["s3:Get?bject", "s3:GetObject"],
    ["*", "**"],
    ["**", "*"],
    ["a*c*e", "abcde"],
    ["*ab", "aab"],
    ["s3:*", "s3:Get*"],
    ["a**", "a"],
  ])("%s contains %s", (pattern, other) => {
    expect(covers(pattern, other)).toBe(true);
  });

  it.each([
    ["s3:Get*", "s3:*"],
    ["s3:GetObject", "s3:GetObjectAcl"],
    ["s3:Get?", "s3:Get"],
    ["?", "*"],
    ["a*c", "abcd"],
    ["a.c", "abc"],
    ["", "a"],
  ])("%s does not contain %s", (pattern, other) => {
    expect(covers(pattern, other)).toBe(false);
  });

  it("with many stars is compared at once", () => {
    const started = performance.now();
    expect(covers(`${"*a".repeat(50)}z`, "a".repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
