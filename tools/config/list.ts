import { existsSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "../../config";
import { stackArgument, stackFileName, stackOf, stacksIn } from "../../config/source/project-files";
import { total } from "../../domain/cost/bill";
import { billOf } from "../bill/bill-of";
import { plainTable } from "../terminal/table";
import type { Target } from "../terminal/target";
import { type AnyConfig, checkFile } from "./check-file";
import type { Context } from "./context";

/** What `npm run config -- list` prints of a stack. Undefined where an invalid or encrypted file does not tell. */
interface ListedStack {
  readonly stack: string;
  readonly file: string;
  readonly kind?: "platform" | "fleet" | "bootstrap";
  readonly environment?: string;
  readonly name?: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly kubernetesVersion?: string;
  /** Fixed costs. */
  readonly usdPerMonth?: number;
  readonly problems: number;
}

/** Lists the stacks of the repository, or those of the arguments. */
export function list(targets: readonly Target[], isJson: boolean, context: Context): number {
  const { directory, write } = context;
  const all = targets.length > 0 ? targets : FOLDERS.flatMap((folder) => targetsIn(path.join(directory, folder)));
  const stacks = all.map((target) => describe(target, context));
  if (isJson) write(JSON.stringify(stacks, undefined, 2));
  else if (stacks.length === 0) write(`No stack file (Pulumi.<stack>.yaml) in ${directory}.`);
  else write(plainTable([HEADER, ...stacks.map(row)]));
  return stacks.every(({ problems }) => problems === 0) ? 0 : 1;
}

/** Folders of the stacks that belong to this repository; those of examples/ do not. */
const FOLDERS = [".", "fleet"];

function targetsIn(directory: string): readonly Target[] {
  const stacks = existsSync(directory) ? stacksIn(directory) : [];
  return stacks.map((stack) => ({ stack, directory, file: path.join(directory, stackFileName(stack)) }));
}

const HEADER = ["STACK", "KIND", "ENVIRONMENT", "NAME", "REGION", "ACCOUNT", "KUBERNETES", "USD A MONTH", "PROBLEMS"];

function row({ stack, kind, environment, name, region, accountId, kubernetesVersion, ...rest }: ListedStack): string[] {
  const { usdPerMonth, problems } = rest;
  const cells = [stack, kind, environment, name, region, accountId, kubernetesVersion, usdPerMonth?.toFixed(2)];
  return [...cells.map((cell) => cell ?? ""), problems === 0 ? "" : String(problems)];
}

function describe({ directory, file }: Target, { today }: Context): ListedStack {
  const id = { stack: stackArgument(directory, stackOf(file)), file: path.basename(file) };
  try {
    const { problems, config } = checkFile(directory, stackOf(file), today).verdict;
    return { ...id, ...(config === undefined ? {} : facts(config, today)), problems: problems.length };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...id, problems: 1 };
  }
}

function facts(config: AnyConfig, today: Date): Omit<ListedStack, "stack" | "file" | "problems"> {
  const { platformName, environment, aws } = config;
  return {
    kind: "cluster" in config ? "platform" : "fleet" in config ? "fleet" : "bootstrap",
    environment,
    name: platformName,
    region: aws.region,
    accountId: aws.accountId,
    ...("cluster" in config ? { kubernetesVersion: config.cluster.version } : {}),
    usdPerMonth: Math.round(total(billOf(config, today).fixed) * 100) / 100,
  };
}
