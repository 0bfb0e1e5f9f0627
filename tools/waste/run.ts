import path from "node:path";

import { checkStack } from "../../config";
import { stackArgument, stackOf } from "../../config/source/project-files";
import { priceListOf } from "../../domain/cost/price-list";
import { identifyingTags } from "../../domain/tags/platform-tags";
import { refusalOf } from "../../domain/waste/stops";
import { DEFAULT_KEEP_DAYS } from "../../domain/waste/thresholds";
import { findWaste, type Waste } from "../../domain/waste/waste";
import { findCaller } from "../doctor/checks/credentials";
import type { Format } from "../inventory/render";
import { type StateFacts, stateFacts } from "../leftovers/leftovers";
import { readExtensions } from "../project/extensions";
import type { CommandResult } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { describeStop, stop } from "./apply";
import type { RunAws, Scope } from "./ask";
import { collect } from "./collect";
import { writeWaste } from "./files";
import { FORMAT_VERSION, type WasteReport } from "./model";
import { renderWaste, rowOf } from "./report";

/** External functions that the command calls; tests replace them. */
export interface Context {
  readonly today: Date;
  readonly aws: RunAws;
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  readonly write: (text: string) => void;
  /** Prints what is no part of the report. */
  readonly note: (text: string) => void;
  /** Asks the user; undefined if the command does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

export interface Request {
  readonly format: Format;
  readonly isApplied: boolean;
  readonly isConfirmed: boolean;
  /** Folder of the report's files; undefined: none are written. */
  readonly output?: string | undefined;
  /** The stack file as reports name it. */
  readonly file: string;
}

/** The settings of a stack that the report and its stops need. */
type Settings = ReturnType<typeof settingsOf>;

/** Reports waste, and with `isApplied` stops what the configuration allows. Returns the exit code. */
export async function runWaste(target: Target, request: Request, context: Context): Promise<number> {
  const { today, aws, write, note } = context;
  const settings = settingsOf(target, today);
  await requireCaller(settings.accountId, context);
  const scope: Scope = { region: settings.region, today, aws };
  const { things, skipped } = await collect(settings.objects, scope);
  const prices = priceListOf(settings.region);
  const found = findWaste(things, { stack: settings.stack, prices, keepDays: settings.keepDays, today });
  const report: WasteReport = {
    formatVersion: FORMAT_VERSION,
    stack: target.stack,
    file: request.file,
    platformName: settings.stack.platformName,
    region: settings.region,
    waste: found.map(rowOf),
    skipped: [...skipped],
  };
  if (request.output !== undefined) await writeWaste(request.output, report);
  write(renderWaste(report, request.format));
  if (request.format === "csv") for (const { what, why } of skipped) note(`skipped: ${what} (${why})`);
  if (request.isApplied) return applyTo(found, target, settings, request, { ...context, scope });
  return found.length === 0 ? ExitCode.success : ExitCode.remainder;
}

function settingsOf(target: Target, today: Date) {
  const stack = stackOf(target.file);
  const { config } = checkStack(target.directory, stack, {
    today,
    extensions: readExtensions(target.directory),
  }).verdict;
  if (config === undefined) {
    throw new ToolError(
      `The tags of the stack are unknown, because ${path.basename(target.file)} has errors or encrypted values. To list them: ` +
        `npm run config -- validate ${stackArgument(target.directory, stack)}`,
    );
  }
  const { waste } = config.budgets;
  return {
    stack: {
      platformName: config.platformName,
      tags: identifyingTags({ ...config.tags, environment: config.environment }),
    },
    accountId: config.aws.accountId,
    region: config.aws.region,
    keepDays: waste?.keepDays ?? DEFAULT_KEEP_DAYS,
    objects: Object.values(waste?.objects ?? {}),
    allowed: waste?.stop ?? [],
  };
}

async function requireCaller(accountId: string, { aws }: Context): Promise<void> {
  const caller = await findCaller({ run: (_, args) => aws(args) });
  if ("unknown" in caller) {
    throw new ToolError(
      `The waste of a stack is read at AWS, and this machine has no access: ${caller.unknown}. Sign in, or set AWS_PROFILE: https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html`,
    );
  }
  if (caller.account !== accountId) {
    throw new ToolError(
      `The credentials are of account ${caller.account}, but \`aws.accountId\` is ${accountId}. Set AWS_PROFILE to a profile of the account of the stack.`,
    );
  }
}

async function applyTo(
  found: readonly Waste[],
  target: Target,
  settings: Settings,
  { isConfirmed }: Request,
  context: Context & { readonly scope: Scope },
): Promise<number> {
  const { note, ask, scope } = context;
  if (settings.allowed.length === 0) {
    throw new ToolError(
      "`budgets.waste.stop` of the stack file lists nothing, so --apply stops and deletes nothing. Guide: docs/waste.md",
    );
  }
  const { stack, allowed } = settings;
  const { identities } = await exported(target, context);
  const hasCluster = await clusterExists(stack.platformName, scope);
  const judged = found.map((waste) => ({
    waste,
    refusal: refusalOf(waste, { stack, allowed, identities, hasCluster }),
  }));
  const stops = judged.filter(({ refusal }) => refusal === undefined).map(({ waste }) => waste);
  for (const { waste, refusal } of judged) {
    if (refusal !== undefined && waste.owner !== "account") note(`left: ${waste.thing.id}, because ${refusal}`);
  }
  if (stops.length === 0) {
    note("Nothing is stopped or deleted.");
    return found.length === 0 ? ExitCode.success : ExitCode.remainder;
  }
  note(["To do:", ...stops.map((each) => `  ${describeStop(each)}`)].join("\n"));
  if (!isConfirmed && (await ask(`To do this, type the name of the stack, ${target.stack}: `)) !== target.stack) {
    note("Nothing was stopped or deleted: confirm with the name of the stack, or pass --yes.");
    return ExitCode.failure;
  }
  let failures = 0;
  for (const each of stops) {
    try {
      await stop(each, stack.tags, scope);
      note(`✓ ${describeStop(each)}`);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      failures += 1;
      note(`✗ ${describeStop(each)}: ${error.message}`);
    }
  }
  if (failures > 0) return ExitCode.failure;
  return stops.length === found.length ? ExitCode.success : ExitCode.remainder;
}

/** Without the state, the command cannot know what Pulumi manages, so it stops nothing. */
async function exported(target: Target, { pulumi }: Context): Promise<StateFacts> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", ...selection(target)]);
  if (exitCode === 0) {
    return stateFacts((JSON.parse(stdout) as { deployment: Parameters<typeof stateFacts>[0] }).deployment);
  }
  if (stderr.includes("no stack named")) return stateFacts({});
  throw new ToolError(`\`pulumi stack export\` failed, so nothing is stopped or deleted:\n${stderr}`);
}

/** A cluster whose existence is unknown counts as one that exists. */
async function clusterExists(name: string, { aws, region }: Scope): Promise<boolean> {
  const { stderr } = await aws(["eks", "describe-cluster", "--name", name, "--region", region, "--output", "json"]);
  return !stderr.includes("ResourceNotFoundException");
}
