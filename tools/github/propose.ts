import type { RunCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";
import type { GitHub } from "./api";

/** What a pull request proposes, and where it comes from. */
export interface ProposedChange {
  /** One word; the branch and the title contain it. */
  readonly subject: string;
  /** Owner and name of the repository. */
  readonly repository: string;
  /** The branch that the pull request changes. */
  readonly base: string;
  /** Page of the workflow run. */
  readonly url: string;
  readonly token: string;
}

/** The user of commits that workflows make: https://github.com/actions/checkout#push-a-commit-using-the-built-in-token */
const AUTHOR = [
  ...["-c", "user.name=github-actions[bot]"],
  ...["-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com"],
];

/**
 * Pushes the changes of the work tree to the branch `maintenance/<subject>`, and opens its pull request unless it is open.
 * The branch is the bot's: the next proposal replaces it. Returns what it did.
 */
export async function propose(
  { subject, repository, base, url, token }: ProposedChange,
  github: Pick<GitHub, "list" | "send">,
  run: RunCommand,
): Promise<string> {
  // The token is in the environment, which other users of the machine cannot read, unlike arguments.
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  const env = {
    ...process.env,
    ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "http.https://github.com/.extraheader", GIT_CONFIG_VALUE_0: header },
  };
  const git = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run("git", args, { env });
    if (exitCode !== 0) throw new ToolError(`\`git ${args.join(" ")}\` failed:\n${stderr}`);
    return stdout;
  };
  if ((await git("status", "--porcelain")).trim() === "") return `No ${subject} to propose.`;
  const start = (await git("rev-parse", "HEAD")).trim();
  const branch = `maintenance/${subject}`;
  const title = `Update ${subject}`;
  await git("checkout", "-B", branch);
  await git("add", "--update");
  await git(...AUTHOR, "commit", "--message", title);
  await git("push", "--force", `https://github.com/${repository}.git`, `HEAD:refs/heads/${branch}`);
  // The next proposal of the job does not contain this one.
  await git("checkout", "--quiet", "--detach", start);
  const [owner = ""] = repository.split("/");
  const [open] = (await github.list(`/pulls?state=open&head=${owner}:${branch}`)) as readonly { number: number }[];
  if (open !== undefined) return `Renewed pull request #${open.number}.`;
  const body = [
    `\`maintenance.yml\` proposes newer ${subject}: ${url}`,
    "",
    "The token of a workflow starts no other workflow. To start the checks, close and reopen this pull request.",
  ].join("\n");
  const created = (await github.send("POST", "/pulls", { title, head: branch, base, body })) as { number: number };
  return `Opened pull request #${created.number}.`;
}
