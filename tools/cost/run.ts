import { existsSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "../../config";
import type { Bill } from "../../domain/cost/bill";
import { renderBill } from "../bill/render";
import { load, loadAll } from "../rehearse/load";
import { resolveSince } from "../rehearse/merge-base";
import { checkOutRevision } from "../rehearse/revision";
import { ExitCode } from "../terminal/declaration";
import type { Target } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import type { FORMATS } from "./command";
import { billData, type NamedBill } from "./comparison";
import { renderComparison, renderCsv } from "./render";

/** Where the command reads and prints; tests replace it. */
export interface Context {
  /** Root of the repository, to which the folders of the stacks belong. */
  readonly root: string;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/** Prints the costs of stacks, or compares them with those of a revision. */
export async function runCost(
  stacks: readonly Target[],
  format: (typeof FORMATS)[number],
  since: string | undefined,
  context: Context,
): Promise<number> {
  const { root, write } = context;
  const now = billsOf(stacks);
  if (since === undefined) {
    const [only] = now;
    if (format === "table" && only !== undefined && now.length === 1) write(renderBill(only.bill));
    else write(render(now, format));
    return ExitCode.success;
  }
  const before = await billsAt(stacks, await resolveSince(root, since), context);
  const pairs = now.map((named, index) => [...(before[index] ?? []), named]);
  if (format === "table") {
    for (const pair of pairs) write(`${renderComparison(pair)}\n`);
  } else write(render(pairs.flat(), format));
  return ExitCode.success;
}

function render(bills: readonly NamedBill[], format: (typeof FORMATS)[number]): string {
  if (format === "json") return JSON.stringify(bills.map(billData), undefined, 2);
  return format === "csv" ? renderCsv(bills) : renderComparison(bills);
}

function billsOf(targets: readonly Target[]): readonly NamedBill[] {
  return loadAll(targets).map(({ name, bill }) => {
    if (bill !== undefined) return { name, bill };
    throw new UsageError(`${name} is a stack of an application, whose costs the price table does not have.`);
  });
}

/** The bills of the stack files of a revision; none for a stack that is new, or whose file this version does not read. */
async function billsAt(
  targets: readonly Target[],
  since: string,
  { root, writeError }: Context,
): Promise<readonly (readonly NamedBill[])[]> {
  const revision = await checkOutRevision(root, since, { installs: false });
  try {
    return targets.map(({ stack, directory, file }) => {
      const folder = path.join(revision.directory, path.relative(root, directory));
      const bill = billAt({ stack, directory: folder, file: path.join(folder, path.basename(file)) });
      if (bill === undefined)
        writeError(`${path.basename(file)} has no costs at ${revision.commit}: it is new, or is not valid today.`);
      return bill === undefined ? [] : [{ name: `${stack} at ${revision.commit}`, bill }];
    });
  } finally {
    await revision.remove();
  }
}

function billAt(target: Target): Bill | undefined {
  // A project that is new has no folder at the revision.
  if (!existsSync(target.file)) return undefined;
  try {
    return load(target, new Date()).bill;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
