import { type GitHub, workflowRepository } from "../../github/api";
import { branchProtectionErrors } from "../../github/branch-protection";
import { environmentErrors } from "../../github/environments";
import type { DeployedStack } from "../../stacks/stacks";
import { COMMAND_NOT_FOUND } from "../../terminal/command";
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

/** Repository and token of a workflow, or those of the Git remote and of `gh`. Returns why there are none. */
async function connect({ env, run, request }: Pick<Context, "env" | "run" | "request">): Promise<GitHub | string> {
  const repository = env["GITHUB_REPOSITORY"] ?? (await repositoryOfRemote(run));
  if (repository === undefined) return "the Git remote origin is no repository on github.com";
  let token = env["GITHUB_TOKEN"] ?? env["GH_TOKEN"] ?? "";
  if (token === "") {
    const { exitCode, stdout } = await run("gh", ["auth", "token"]);
    if (exitCode === COMMAND_NOT_FOUND) return "no `gh`, and no GITHUB_TOKEN";
    if (exitCode !== 0) return "no GITHUB_TOKEN, and `gh` is not signed in: gh auth login";
    token = stdout.trim();
  }
  return workflowRepository({ ...env, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token }, request);
}

async function repositoryOfRemote(run: Context["run"]): Promise<string | undefined> {
  const { exitCode, stdout } = await run("git", ["remote", "get-url", "origin"]);
  return exitCode === 0 ? /github\.com[:/]([^/]+\/[^/]+?)(\.git)?$/.exec(stdout.trim())?.[1] : undefined;
}
