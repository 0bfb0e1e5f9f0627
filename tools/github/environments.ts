import type { DeployedStack } from "../stacks/stacks";
import type { GitHub } from "./api";

/** The fields of an environment that are checked: https://docs.github.com/en/rest/deployments/environments#get-an-environment */
interface Environment {
  readonly protection_rules?: readonly { readonly type: string; readonly reviewers?: readonly unknown[] }[];
  readonly deployment_branch_policy?: object | null;
}

/**
 * Errors of the GitHub environments of stacks, which a deployment would use. If a job names an environment that does not
 * exist, GitHub creates it without protection, so each must exist before. The environment with the credentials of an update
 * admits chosen branches only, because any branch can contain a workflow that names it. The approval of prod has reviewers.
 */
export async function environmentErrors(
  stacks: readonly DeployedStack[],
  github: Pick<GitHub, "get">,
): Promise<string[]> {
  const errors: string[] = [];
  const find = async (name: string): Promise<Environment | undefined> => {
    const found = (await github.get(`/environments/${encodeURIComponent(name)}`)) as Environment | undefined;
    if (found === undefined) {
      errors.push(`The environment ${name} does not exist. Create it: Settings > Environments > New environment.`);
    }
    return found;
  };
  for (const { name, environment } of stacks) {
    await find(`preview-${name}`);
    const update = await find(name);
    if (update !== undefined && (update.deployment_branch_policy ?? null) === null) {
      errors.push(
        `The environment ${name} admits every branch. Set "Deployment branches and tags" to the default branch, so that a workflow of another branch gets no credentials.`,
      );
    }
    if (environment === "dev") continue;
    const approval = await find(`approve-${name}`);
    if (environment === "prod" && approval !== undefined && !hasReviewers(approval)) {
      errors.push(
        `The environment approve-${name} has no reviewers. Set "Required reviewers": ${name} is a prod stack.`,
      );
    }
  }
  return errors;
}

function hasReviewers({ protection_rules: rules = [] }: Environment): boolean {
  return rules.some(({ type, reviewers = [] }) => type === "required_reviewers" && reviewers.length > 0);
}

/** The error of a run on another branch than the default branch, such as one that was started by hand. */
export function branchError(ref: string | undefined, defaultBranch: string): string | undefined {
  if (ref === undefined || ref === `refs/heads/${defaultBranch}`) return undefined;
  return `${ref} is not the default branch ${defaultBranch}. Stacks are deployed from the default branch only.`;
}
