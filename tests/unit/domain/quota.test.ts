import { quotaVerdict } from "../../../domain/quota";

describe("quota verdict", () => {
  const hard = { what: "rules", limit: 50, source: "https://docs.aws.amazon.com" };
  const raisable = { ...hard, raisableTo: 100 };

  it.each([
    [50, hard, "within"],
    [51, hard, "beyond"],
    [50, raisable, "within"],
    [51, raisable, "raise"],
    [100, raisable, "raise"],
    [101, raisable, "beyond"],
  ] as const)("of %d against %j is %s", (count, quota, verdict) => {
    expect(quotaVerdict(count, quota)).toBe(verdict);
  });
});
