import * as fs from "node:fs";
import * as path from "node:path";
import { formatProblems } from "../../config/diagnostics/format";
import { lockFileName, parseLock, readInventory, renderLock, undeclaredChanges } from "../../config/fleet/inventory";
import type { Problem } from "../../config/diagnostics/problem";
import type { Context } from "../config/context";
import { paintIn } from "../config/validate";

/** Writes the lock of an inventory anew, unless a bucket would go or move whose row does not say so. */
export function renewLock(inventory: string, context: Context): number {
  const { directory, colors, write } = context;
  const [file, lockFile] = [inventory, lockFileName(inventory)].map((name) => path.resolve(directory, name)) as [
    string,
    string,
  ];
  if (!fs.existsSync(file)) {
    write(colors.red(`✗ ${inventory} does not exist in ${directory}.`));
    return 1;
  }
  const name = path.basename(inventory);
  const refuse = (problems: readonly Problem[]): number => {
    write(`${colors.red("✗")} ${formatProblems(name, problems, paintIn(context))}`);
    return 1;
  };
  const { rows, problems } = readInventory(name, fs.readFileSync(file, "utf8"));
  if (problems.length > 0) return refuse(problems);

  const before = fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8") : "";
  // Lines that are none of a lock's are what a merge left behind; both sides of it are there to be compared with.
  const { lock } = parseLock(before);
  const undeclared = undeclaredChanges(name, rows, lock);
  if (undeclared.length > 0) return refuse(undeclared);

  const there = rows.filter(({ state }) => state !== "deleted");
  fs.writeFileSync(lockFile, renderLock(there));
  write(colors.green(`✓ ${path.basename(lockFile)}  ${there.length} buckets`));
  return 0;
}
