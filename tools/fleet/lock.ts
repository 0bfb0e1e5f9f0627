import * as fs from "node:fs";
import * as path from "node:path";
import { formatProblems } from "../../config/diagnostics/format";
import { lockFileName, parseLock, readInventory, renderLock, undeclaredChanges } from "../../config/fleet/inventory";
import type { Problem } from "../../config/diagnostics/problem";
import type { Context } from "../config/context";
import { paintIn } from "../config/validate";
import { ExitCode } from "../terminal/declaration";

/** Writes the lock file of an inventory, unless a bucket would be deleted or moved and its row does not state this. */
export function renewLock(inventory: string, context: Context): number {
  const { directory, colors, write } = context;
  const [file, lockFile] = [inventory, lockFileName(inventory)].map((name) => path.resolve(directory, name)) as [
    string,
    string,
  ];
  if (!inventory.endsWith(".csv") || !fs.existsSync(file)) {
    write(colors.red(`✗ ${inventory} is no inventory (a .csv file) in ${directory}.`));
    return ExitCode.usage;
  }
  const name = path.basename(inventory);
  const reject = (problems: readonly Problem[]): number => {
    write(`${colors.red("✗")} ${formatProblems(name, problems, paintIn(context))}`);
    return 1;
  };
  const { rows, problems } = readInventory(name, fs.readFileSync(file, "utf8"));
  if (problems.length > 0) return reject(problems);

  const before = fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8") : "";
  // Unreadable lines are conflict markers of a merge. The lines of both sides remain and are compared with the rows.
  const { lock } = parseLock(before);
  const undeclared = undeclaredChanges(name, rows, lock);
  if (undeclared.length > 0) return reject(undeclared);

  const existing = rows.filter(({ state }) => state !== "deleted");
  fs.writeFileSync(lockFile, renderLock(existing));
  write(colors.green(`✓ ${path.basename(lockFile)}  ${existing.length} buckets`));
  return 0;
}
