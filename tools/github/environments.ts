import type { DeployedStack } from "../stacks/stacks";
import type { GitHub } from "./api";

/** The fields of an environment that are checked: https://docs.github.com/en/rest/deployments/environments#get-an-environment */
interface Environment {
  readonly protection_rules?: readonly { readonly type: string; readonly reviewers?: readonly unknown[] }[];
  readonly deployment_branch_policy?: { readonly custom_branch_policies: boolean } | null;
}

/** https://docs.github.com/en/rest/deployments/branch-policies#list-deployment-branch-policies */
interface BranchPolicies {
  readonly branch_policies: readonly { readonly name: string; readonly type?: "branch" | "tag" }[];
}

/**
 * Errors of the GitHub environments of stacks, which a deployment would use. If a job names an environment that does not
 * exist, GitHub creates it without protection, so each must exist before. The environment with the credentials of an update
 * admits the default branch only, because any branch can contain a workflow that names it. The approval of prod has
 * reviewers. A stack with an approval is not one of dev: otherwise a change of its stack file would remove the approval.
 */
export async function environmentErrors(
  stacks: readonly DeployedStack[],
  defaultBranch: string,
  github: Pick<GitHub, "get">,
): Promise<string[]> {
  const errors: string[] = [];
  const get = async (name: string): Promise<Environment | undefined> =>
    (await github.get(`/environments/${encodeURIComponent(name)}`)) as Environment | undefined;
  const find = async (name: string): Promise<Environment | undefined> => {
    const found = await get(name);
    if (found === undefined) {
      errors.push(`The environment ${name} does not exist. Create it: Settings > Environments > New environment.`);
    }
    return found;
  };
  for (const { name, environment } of stacks) {
    await find(`preview-${name}`);
    const update = await find(name);
    if (update !== undefined && !(await admitsOnly(defaultBranch, name, update, github))) {
      errors.push(
        `The environment ${name} does not limit deployments to ${defaultBranch}. Set "Deployment branches and tags" to "Selected branches and tags", with ${defaultBranch} alone, so that a workflow of another branch gets no credentials.`,
      );
    }
    if (environment === "dev" || environment === "ephemeral") {
      if ((await get(`approve-${name}`)) !== undefined) {
        errors.push(
          `The environment approve-${name} exists, but the stack file of ${name} has \`environment: ${environment}\`, whose deployments need no approval. Correct the stack file, or delete approve-${name} if ${name} is a stack of ${environment}.`,
        );
      }
      continue;
    }
    const approval = await find(`approve-${name}`);
    if (environment === "prod" && approval !== undefined && !hasReviewers(approval)) {
      errors.push(
        `The environment approve-${name} has no reviewers. Set "Required reviewers": ${name} is a prod stack.`,
      );
    }
  }
  return errors;
}

/**
 * "Protected branches only" is not enough: it admits every branch that has a protection rule, and all branches if none has
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags).
 */
async function admitsOnly(
  branch: string,
  name: string,
  { deployment_branch_policy: policy }: Environment,
  github: Pick<GitHub, "get">,
): Promise<boolean> {
  if (policy?.custom_branch_policies !== true) return false;
  const path = `/environments/${encodeURIComponent(name)}/deployment-branch-policies`;
  const { branch_policies: admitted = [] } = ((await github.get(path)) ?? {}) as Partial<BranchPolicies>;
  return admitted.length === 1 && admitted.every((each) => each.name === branch && each.type !== "tag");
}

function hasReviewers({ protection_rules: rules = [] }: Environment): boolean {
  return rules.some(({ type, reviewers = [] }) => type === "required_reviewers" && reviewers.length > 0);
}

/** The error of a run on another branch than the default branch, such as one that was started by hand. */
export function branchError(ref: string | undefined, defaultBranch: string): string | undefined {
  if (ref === undefined || ref === `refs/heads/${defaultBranch}`) return undefined;
  return `${ref} is not the default branch ${defaultBranch}. Stacks are deployed from the default branch only.`;
}
