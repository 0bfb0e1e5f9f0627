import * as fs from "node:fs";
import * as path from "node:path";
import { addonLock } from "../../domain/cluster/addon-versions";
import type { Context } from "./context";
import { type DescribedAddons, type Proposal, proposeAddons } from "./propose-addons";

const STDIN = 0;

/** Prints how domain/cluster/addon-versions.ts differs from what AWS recommends, by the JSON of `aws eks describe-addon-versions`. */
export function addons(kubernetesVersion: string, file: string | undefined, context: Context): number {
  const { colors, write, directory, today } = context;
  const described = parse(fs.readFileSync(file === undefined ? STDIN : path.resolve(directory, file), "utf8"));
  if (described === undefined) {
    write(colors.red("✗ This is not what aws eks describe-addon-versions prints with --output json."));
    return 1;
  }
  const lock = addonLock(kubernetesVersion);
  const proposals = proposeAddons(kubernetesVersion, described, lock);
  const changes = proposals.filter(({ from, to }) => to !== undefined && from !== to);
  if (changes.length === 0) {
    write(colors.green(`✓ The lock for Kubernetes ${kubernetesVersion} says what AWS recommends.`));
    return 0;
  }
  const day = today.toISOString().slice(0, 10);
  write(
    `domain/cluster/addon-versions.ts, "${kubernetesVersion}", looked up on ${day} (locked on ${lock?.asOf ?? "no day"}):`,
  );
  for (const change of changes) {
    if (change.from !== undefined) write(colors.red(`-  ${line(change.addon, change.from)}`));
    write(colors.green(`+  ${line(change.addon, change.to)}${note(change)}`));
  }
  return 0;
}

function line(addon: string, version: string | undefined): string {
  return `"${addon}": "${version ?? ""}",`;
}

function note({ because }: Proposal): string {
  return because === undefined ? "" : `  // ${because}`;
}

function parse(text: string): DescribedAddons | undefined {
  try {
    const value = JSON.parse(text) as Partial<DescribedAddons> | null;
    return Array.isArray(value?.addons) ? { addons: value.addons } : undefined;
  } catch {
    return undefined;
  }
}
