import { branchProtectionErrors } from "../../github/branch-protection";
import { connect } from "../../github/connect";
import { environmentErrors } from "../../github/environments";
import type { DeployedStack } from "../../stacks/stacks";
import { reasonOf } from "../../terminal/tool";
import type { Context } from "../context";
import { type Finding, pass, skipped, warn } from "../finding";

const ENVIRONMENTS = "GitHub environments";
const BRANCH = "GitHub branch rules";
const SETTINGS = "docs/workflows.md";

/** Whether the environments of the stacks and the default branch are protected. */
export async function checkGitHub(
  stacks: readonly DeployedStack[],
  context: Pick<Context, "env" | "run" | "request">,
): Promise<readonly Finding[]> {
  const github = await connect(context);
  if (typeof github === "string") return [skipped(ENVIRONMENTS, github), skipped(BRANCH, github)];
  try {
    const repository = (await github.get("")) as { readonly default_branch: string } | undefined;
    if (repository === undefined) {
      const reason = "the repository does not exist, or the token may not read it";
      return [skipped(ENVIRONMENTS, reason), skipped(BRANCH, reason)];
    }
    const branch = repository.default_branch;
    return [
      ...findings(ENVIRONMENTS, await environmentErrors(stacks, branch, github), "protected"),
      ...findings(BRANCH, await branchProtectionErrors(branch, github), `the rules of ${branch} are complete`),
    ];
  } catch (error) {
    return [skipped(ENVIRONMENTS, reasonOf(error)), skipped(BRANCH, reasonOf(error))];
  }
}

function findings(check: string, errors: readonly string[], success: string): readonly Finding[] {
  return errors.length === 0 ? [pass(check, success)] : errors.map((error) => warn(check, error, SETTINGS));
}
