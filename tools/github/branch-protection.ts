import type { GitHub } from "./api";

/** The check that contains all others: the last job of .github/workflows/preview.yml. */
const REQUIRED_CHECK = "required";

/** A rule that applies to a branch: https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch */
interface BranchRule {
  readonly type: string;
  readonly parameters?: {
    readonly required_approving_review_count?: number;
    readonly required_status_checks?: readonly { readonly context: string }[];
  };
}

/**
 * Errors of the rules of a branch. Rulesets are checked rather than branch protection, whose settings only administrators
 * can read.
 */
export async function branchProtectionErrors(branch: string, github: Pick<GitHub, "list">): Promise<string[]> {
  const rules = (await github.list(`/rules/branches/${encodeURIComponent(branch)}`)).map((rule) => rule as BranchRule);
  const ofType = (type: string): readonly BranchRule[] => rules.filter((rule) => rule.type === type);
  const reviews = ofType("pull_request").map(({ parameters }) => parameters?.required_approving_review_count ?? 0);
  const checks = ofType("required_status_checks").flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
  return [
    ...(Math.max(0, ...reviews) >= 1
      ? []
      : [`${branch} accepts changes without a review. Add a rule "Require a pull request", with 1 approval.`]),
    ...(checks.some(({ context }) => context === REQUIRED_CHECK)
      ? []
      : [
          `${branch} accepts changes whose checks failed. Add a rule "Require status checks", with the check ${REQUIRED_CHECK}.`,
        ]),
    ...(ofType("non_fast_forward").length > 0
      ? []
      : [`${branch} accepts force pushes, which remove commits. Add the rule "Block force pushes".`]),
    ...(ofType("deletion").length > 0 ? [] : [`${branch} can be deleted. Add the rule "Restrict deletions".`]),
  ];
}
