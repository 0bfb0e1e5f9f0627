import { COMMAND_NOT_FOUND, type RunCommand } from "../terminal/command";
import { type GitHub, workflowRepository } from "./api";

/** External functions that {@link connect} calls; tests replace them. */
interface Access {
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunCommand;
  readonly request: typeof fetch;
}

/** Repository and token of a workflow, or those of the Git remote and of `gh`. Returns why there are none. */
export async function connect({ env, run, request }: Access): Promise<GitHub | string> {
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

async function repositoryOfRemote(run: RunCommand): Promise<string | undefined> {
  const { exitCode, stdout } = await run("git", ["remote", "get-url", "origin"]);
  return exitCode === 0 ? /github\.com[:/]([^/]+\/[^/]+?)(\.git)?$/.exec(stdout.trim())?.[1] : undefined;
}
