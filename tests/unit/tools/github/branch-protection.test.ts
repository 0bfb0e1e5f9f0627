import { branchProtectionErrors } from "../../../../tools/github/branch-protection";

const RULES = [
  { type: "pull_request", parameters: { required_approving_review_count: 1 } },
  { type: "required_status_checks", parameters: { required_status_checks: [{ context: "required" }] } },
  { type: "non_fast_forward" },
  { type: "deletion" },
];

async function errorsOf(rules: readonly object[]): Promise<string[]> {
  return branchProtectionErrors("main", { list: () => Promise.resolve(rules) });
}

describe("the rules of the default branch", () => {
  it("are complete with a review, the required check, and no force pushes or deletion", async () => {
    expect(await errorsOf(RULES)).toEqual([]);
  });

  it.each([
    ["pull_request", "without a review"],
    ["required_status_checks", "whose checks failed"],
    ["non_fast_forward", "force pushes"],
    ["deletion", "can be deleted"],
  ])("are refused without %s", async (missing, message) => {
    expect(await errorsOf(RULES.filter(({ type }) => type !== missing))).toEqual([expect.stringContaining(message)]);
  });

  it("are refused if the review or the check is another one", async () => {
    const [, , ...others] = RULES;
    const weak = [
      { type: "pull_request", parameters: { required_approving_review_count: 0 } },
      { type: "required_status_checks", parameters: { required_status_checks: [{ context: "lint" }] } },
    ];
    expect(await errorsOf([...weak, ...others])).toHaveLength(2);
  });
});
