import path from "node:path";

import { readDrift } from "../drift/files";
import { readWaste } from "../waste/files";
import { parseNames, stackLists } from "../stacks/stacks";
import { runCommand } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands } from "../terminal/execute";
import { thisPlace } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { type GitHub, workflowRepository } from "./api";
import { branchProtectionErrors } from "./branch-protection";
import {
  branchProtectionCommand,
  driftIssuesCommand,
  environmentsCommand,
  labelsCommand,
  noticeCommand,
  proposeCommand,
  wasteIssuesCommand,
} from "./command";
import { fileDrift } from "./drift-issues";
import { branchError, environmentErrors } from "./environments";
import { labelsOfCommit } from "./labels";
import { notify, parseResults } from "./notice";
import { propose } from "./propose";
import { fileWaste } from "./waste-issues";

const environments = bind(environmentsCommand, async ({ operands: [stack], options: { only } }) => {
  const github = workflowRepository(process.env);
  const names = only === undefined ? undefined : parseNames(only);
  const { stacks } = stackLists(path.resolve(__dirname, "../.."), {
    only: stack === undefined ? names : [stack],
  });
  const defaultBranch = await defaultBranchOf(github);
  const branch = branchError(process.env["GITHUB_REF"], defaultBranch);
  const errors = await environmentErrors(stacks, defaultBranch, github);
  return report(
    [...(branch === undefined ? [] : [branch]), ...errors],
    "The environments of all stacks are protected.",
  );
});

const labels = bind(labelsCommand, async () => {
  const commit = process.env["GITHUB_SHA"] ?? "";
  if (commit === "") throw new ToolError("Set GITHUB_SHA to the commit.");
  const github = workflowRepository(process.env);
  const found = await labelsOfCommit(commit, await defaultBranchOf(github), github);
  console.log(`labels=${found.join(",")}`);
  return ExitCode.success;
});

const notice = bind(noticeCommand, async ({ operands: [subject = ""] }) => {
  const { env } = process;
  const run = { subject, url: runUrl(env), commit: env["GITHUB_SHA"] ?? "", results: parseResults(env["RESULTS"]) };
  console.log(await notify(run, workflowRepository(env)));
  return ExitCode.success;
});

const driftIssues = bind(driftIssuesCommand, async ({ operands: [folder = ""] }) => {
  const stacks = readDrift(path.resolve(thisPlace().cwd, folder));
  for (const line of await fileDrift(stacks, runUrl(process.env), workflowRepository(process.env))) console.log(line);
  return ExitCode.success;
});

const wasteIssues = bind(wasteIssuesCommand, async ({ operands: [folder = ""] }) => {
  const reports = readWaste(path.resolve(thisPlace().cwd, folder));
  for (const line of await fileWaste(reports, runUrl(process.env), workflowRepository(process.env))) console.log(line);
  return ExitCode.success;
});

const proposal = bind(proposeCommand, async ({ operands: [subject = ""] }) => {
  const { env } = process;
  const github = workflowRepository(env);
  const base = await defaultBranchOf(github);
  const { GITHUB_REPOSITORY: repository = "", GITHUB_TOKEN: token = "" } = env;
  console.log(await propose({ subject, repository, base, url: runUrl(env), token }, github, runCommand));
  return ExitCode.success;
});

const branchProtection = bind(branchProtectionCommand, async () => {
  const github = workflowRepository(process.env);
  const branch = await defaultBranchOf(github);
  return report(await branchProtectionErrors(branch, github), `The rules of ${branch} are complete.`);
});

function runUrl(env: NodeJS.ProcessEnv): string {
  return `${env["GITHUB_SERVER_URL"] ?? ""}/${env["GITHUB_REPOSITORY"] ?? ""}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
}

async function defaultBranchOf(github: GitHub): Promise<string> {
  const repository = (await github.get("")) as { readonly default_branch: string } | undefined;
  if (repository !== undefined) return repository.default_branch;
  throw new ToolError("The repository does not exist, or the token may not read it.");
}

function report(errors: readonly string[], success: string): number {
  for (const error of errors) console.error(`✗ ${error}`);
  if (errors.length === 0) console.log(`✓ ${success}`);
  return errors.length === 0 ? ExitCode.success : ExitCode.failure;
}

runCommands("github", [environments, labels, notice, driftIssues, wasteIssues, proposal, branchProtection]);
