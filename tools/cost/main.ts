import path from "node:path";
import { ConfigError } from "../../config";
import type { Bill } from "../../domain/cost/bill";
import { renderBill } from "../bill/render";
import { loadAll, load, PROJECT_DIR } from "../rehearse/load";
import { resolveSince } from "../rehearse/merge-base";
import { checkOutRevision } from "../rehearse/revision";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands } from "../terminal/execute";
import type { Target } from "../terminal/target";
import { UsageError } from "../terminal/tool";
import { costCommand, type FORMATS } from "./command";
import { billData, type NamedBill } from "./comparison";
import { renderComparison, renderCsv } from "./render";

/** `npm run cost -- <stack>…` */
const cost = bind(costCommand, async ({ stacks, options }) => {
  const { since, format = options.json === true ? "json" : "table" } = options;
  const now = billsOf(stacks);
  if (since === undefined) {
    print(now, format, now.length === 1 ? ({ bill }) => renderBill(bill) : undefined);
    return ExitCode.success;
  }
  const before = await billsAt(stacks, await resolveSince(PROJECT_DIR, since));
  const pairs = now.map((named, index) => [...(before[index] ?? []), named]);
  if (format === "table") {
    for (const pair of pairs) console.log(`${renderComparison(pair)}\n`);
  } else print(pairs.flat(), format);
  return ExitCode.success;
});

function print(
  bills: readonly NamedBill[],
  format: (typeof FORMATS)[number],
  renderOne?: (bill: NamedBill) => string,
): void {
  const [only] = bills;
  if (format === "json") console.log(JSON.stringify(bills.map(billData), undefined, 2));
  else if (format === "csv") console.log(renderCsv(bills));
  else console.log(renderOne !== undefined && only !== undefined ? renderOne(only) : renderComparison(bills));
}

function billsOf(targets: readonly Target[]): readonly NamedBill[] {
  return loadAll(targets).map(({ name, bill }) => {
    if (bill !== undefined) return { name, bill };
    throw new UsageError(`${name} is a stack of an application, whose costs the price table does not have.`);
  });
}

/** The bills of the stack files of a revision; none for a stack that is new, or whose file this version does not read. */
async function billsAt(targets: readonly Target[], since: string): Promise<readonly (readonly NamedBill[])[]> {
  const revision = await checkOutRevision(PROJECT_DIR, since, { installs: false });
  try {
    return targets.map(({ stack, directory, file }) => {
      const folder = path.join(revision.directory, path.relative(PROJECT_DIR, directory));
      const bill = billAt({ stack, directory: folder, file: path.join(folder, path.basename(file)) });
      if (bill === undefined)
        console.error(`${path.basename(file)} has no costs at ${revision.commit}: it is new, or is not valid today.`);
      return bill === undefined ? [] : [{ name: `${stack} at ${revision.commit}`, bill }];
    });
  } finally {
    await revision.remove();
  }
}

function billAt(target: Target): Bill | undefined {
  try {
    return load(target, new Date()).bill;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

runCommands("cost", [cost]);
