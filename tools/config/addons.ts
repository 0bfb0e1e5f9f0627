import * as fs from "node:fs";
import * as path from "node:path";
import { ToolError, UsageError } from "../terminal/tool";
import type { Context } from "./context";
import { type DescribedAddons, lockedVersions, type Proposal, proposeAddons } from "./propose-addons";

const STDIN = 0;

/**
 * Prints how the add-on catalog differs from what AWS recommends, from the JSON of `aws eks describe-addon-versions`.
 *
 * @param isApplied whether to write newer versions into the catalog; to offer another add-on remains a person's decision
 * @param isJson whether to print the differences as JSON
 */
export function addons(
  kubernetesVersion: string,
  file: string | undefined,
  { isApplied, isJson }: { readonly isApplied: boolean; readonly isJson: boolean },
  context: Context,
): number {
  const { colors, write, directory, today } = context;
  if (file !== undefined && !fs.existsSync(file)) throw new UsageError(`${file} does not exist.`);
  const described = parse(fs.readFileSync(file === undefined ? STDIN : path.resolve(directory, file), "utf8"));
  if (described === undefined) {
    write(colors.red("✗ The input is not the output of `aws eks describe-addon-versions --output json`."));
    return 1;
  }
  const proposals = proposeAddons(kubernetesVersion, described, lockedVersions(kubernetesVersion));
  const changes = proposals.filter(({ from, to }) => to !== undefined && from?.version !== to);
  if (isJson) write(JSON.stringify(changes, undefined, 2));
  else if (changes.length === 0) {
    write(
      colors.green(`✓ The add-on catalog has the versions that AWS recommends for Kubernetes ${kubernetesVersion}.`),
    );
  }
  const day = today.toISOString().slice(0, 10);
  for (const change of changes) {
    const { addon, from, to = "", because } = change;
    const source = `domain/cluster/addons/${addon}.ts`;
    const proposed = line(kubernetesVersion, { version: to, asOf: day });
    if (!isJson) {
      write(source);
      if (from !== undefined) write(colors.red(`-  ${line(kubernetesVersion, from)}`));
      const note = because === undefined ? "" : `  // ${because}`;
      write(colors.green(`+  ${proposed}${note}`));
    }
    if (isApplied && from !== undefined) {
      replaceLine(path.join(directory, source), line(kubernetesVersion, from), proposed);
    }
  }
  return 0;
}

function replaceLine(file: string, from: string, to: string): void {
  const text = fs.readFileSync(file, "utf8");
  if (!text.includes(from)) throw new ToolError(`${file} does not contain the line: ${from}`);
  fs.writeFileSync(file, text.replace(from, to));
}

function line(kubernetesVersion: string, { version, asOf }: NonNullable<Proposal["from"]>): string {
  return `"${kubernetesVersion}": { version: "${version}", asOf: "${asOf}" },`;
}

function parse(text: string): DescribedAddons | undefined {
  try {
    const value = JSON.parse(text) as Partial<DescribedAddons> | null;
    return Array.isArray(value?.addons) ? { addons: value.addons } : undefined;
  } catch {
    return undefined;
  }
}
