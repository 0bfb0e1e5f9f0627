import path from "node:path";

import { version } from "../../package.json";
import { findEngine } from "../engine";
import { deletedStackFiles, deletedStackText } from "../rehearse/deleted-stacks";
import { PROJECT_DIR } from "../rehearse/load";
import { MERGE_BASE, resolveSince } from "../rehearse/merge-base";
import { bind, runCommands } from "../terminal/execute";
import { git } from "../terminal/git";
import { thisPlace } from "../terminal/target";
import { reportCommand } from "./command";
import { FORMAT_VERSION, type Report } from "./model";
import { reportStacks } from "./stacks";
import { exitCodeOf, renderStack } from "./terminal";
import { writeReport } from "./write";

/** `npm run report -- <stack>…` */
const report = bind(reportCommand, async ({ stacks: targets, options }) => {
  const { real: isReal = false, labels = "", output } = options;
  const engine = await findEngine();
  const revision = await resolveSince(PROJECT_DIR, options.since ?? MERGE_BASE);
  const since = await shortHash(revision);
  const accepted = labels.split(",").map((label) => label.trim());
  const reported = await reportStacks(targets, { engine, isReal, since: since ?? revision, labels: accepted });
  const stacks = reported.map(({ report: each }) => each);
  const commit = await shortHash("HEAD");
  const url = runUrl(process.env);
  const deleted = await deletedStackFiles(PROJECT_DIR, revision);
  const whole: Report = {
    formatVersion: FORMAT_VERSION,
    isSimulated: !isReal,
    ...(since === undefined ? {} : { since }),
    ...(commit === undefined ? {} : { commit }),
    ...(url === undefined ? {} : { runUrl: url }),
    versions: { groundwork: version, pulumi: engine.version },
    ...(deleted.length === 0 ? {} : { deletedStackFiles: [...deleted] }),
    stacks,
  };
  const folder = output === undefined ? path.join(PROJECT_DIR, ".cache/report") : path.resolve(thisPlace().cwd, output);
  await writeReport(
    folder,
    whole,
    reported.flatMap(({ fingerprint }) => fingerprint ?? []),
    process.env,
  );
  for (const stack of stacks) console.log(`${stack.stack}\n${renderStack(stack, since)}\n`);
  for (const file of deleted) console.log(`${deletedStackText(file)}\n`);
  console.log(`Report: ${path.join(folder, "page.html")}`);
  return exitCodeOf(stacks);
});

function shortHash(revision: string): Promise<string | undefined> {
  return git(PROJECT_DIR, ["rev-parse", "--short", `${revision}^{commit}`]).catch(() => undefined);
}

/** The page of this workflow run at GitHub, or of this job at GitLab. */
function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run, CI_JOB_URL: job } = env;
  return run === undefined ? job : `${server ?? ""}/${repository ?? ""}/actions/runs/${run}`;
}

runCommands("report", [report]);
