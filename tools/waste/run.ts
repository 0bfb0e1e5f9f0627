import path from "node:path";

import { checkStack } from "../../config";
import { stackArgument, stackOf } from "../../config/source/project-files";
import { priceListOf } from "../../domain/cost/price-list";
import { identifyingTags } from "../../domain/tags/platform-tags";
import { DEFAULT_KEEP_DAYS } from "../../domain/waste/thresholds";
import { findWaste } from "../../domain/waste/waste";
import { findCaller } from "../doctor/checks/credentials";
import type { Format } from "../inventory/render";
import { readExtensions } from "../project/extensions";
import type { CommandResult } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import type { Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { applyTo } from "./apply";
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
  /** Adds Markdown to the summary of a workflow. */
  readonly summarize: (markdown: string) => Promise<void>;
  /** Asks the user; undefined if the command does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly progress: <Value>(title: string, work: () => Promise<Value>) => Promise<Value>;
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

/** Reports waste, and with `isApplied` stops what the configuration allows. Returns the exit code. */
export async function runWaste(target: Target, request: Request, context: Context): Promise<number> {
  const { today, aws, write, note, summarize, progress } = context;
  const settings = settingsOf(target, today);
  await requireCaller(settings.accountId, context);
  const scope: Scope = { region: settings.region, today, aws };
  const { resources, skipped } = await progress(`Reading ${settings.region}`, () => collect(settings.objects, scope));
  const prices = priceListOf(settings.region);
  const found = findWaste(resources, { stack: settings.stack, prices, keepDays: settings.keepDays, today });
  const report: WasteReport = {
    formatVersion: FORMAT_VERSION,
    stack: target.stack,
    file: request.file,
    platformName: settings.stack.platformName,
    region: settings.region,
    waste: found.map(rowOf),
    skipped: [...skipped],
  };
  await summarize(renderWaste(report, "markdown"));
  if (request.output !== undefined) await writeWaste(request.output, report);
  write(renderWaste(report, request.format));
  if (request.format === "csv") for (const { what, why } of skipped) note(`skipped: ${what} (${why})`);
  if (request.isApplied) return applyTo(found, target, { ...settings, ...request }, { ...context, scope });
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
