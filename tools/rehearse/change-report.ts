import pc from "picocolors";

import { plainTable } from "../terminal/table";
import type { ChangeResult } from "./change";
import { logicalName } from "./rehearsal";
import { isResource, type Step } from "./run-result";

/** What an update does to a resource, the most disruptive first. */
const KINDS = ["replace", "delete", "update", "create"] as const;
type Kind = (typeof KINDS)[number];

const SYMBOLS: Readonly<Record<Kind, string>> = {
  replace: pc.magenta("±"),
  delete: pc.red("-"),
  update: pc.yellow("~"),
  create: pc.green("+"),
};

/** Change of one resource. */
export interface ResourceChange {
  readonly kind: Kind;
  readonly name: string;
  readonly type: string;
  /** Properties that change; for a replacement, those that force it. */
  readonly properties: readonly string[];
}

/** Changes of resources at AWS and in the cluster, the most disruptive first. The engine has up to three steps for each. */
export function resourceChanges(steps: readonly Step[]): readonly ResourceChange[] {
  const resources = steps.filter(isResource);
  const changes = [...new Set(resources.map(({ urn }) => urn))].map((urn): ResourceChange => {
    const all = resources.filter((step) => step.urn === urn);
    const kind = kindOf(all);
    const properties = all.flatMap(({ changes: changed, replaces }) => (kind === "replace" ? replaces : changed));
    return { kind, name: logicalName(urn), type: all[0]?.type ?? "", properties: [...new Set(properties)].sort() };
  });
  return changes.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function kindOf(steps: readonly Step[]): Kind {
  if (steps.some(({ op }) => op.includes("replace"))) return "replace";
  return KINDS.find((kind) => steps.some(({ op }) => op === kind)) ?? "create";
}

/** Exit codes of a change rehearsal. */
export const EXIT = { unchanged: 0, failed: 1, changed: 7 } as const;

export function exitCodeOf({ preview }: ChangeResult): number {
  if (preview?.succeeded !== true) return EXIT.failed;
  return resourceChanges(preview.steps).length === 0 ? EXIT.unchanged : EXIT.changed;
}

/** Renders the result of a change rehearsal for a terminal. */
export function renderChange({ creation, preview }: ChangeResult, since: string): string {
  if (preview === undefined) {
    return failure(`The program of ${since} cannot create the stack in the simulated cloud:`, creation.errors);
  }
  if (!preview.succeeded) return failure(`The change since ${since} is refused:`, preview.errors);
  const changes = resourceChanges(preview.steps);
  if (changes.length === 0) return `  ${pc.green("✓")} no changes since ${since}: ${preview.unchanged} unchanged`;
  const rows = changes.map(({ kind, name, type, properties }) => [
    `${SYMBOLS[kind]} ${kind}`,
    name,
    pc.dim(shortType(type)),
    properties.join(", "),
  ]);
  const counts = KINDS.map((kind) => `${changes.filter((change) => change.kind === kind).length} to ${kind}`);
  return [
    plainTable(rows).replaceAll(/ +$/gm, ""),
    `  ${changes.length === 1 ? "1 change" : `${changes.length} changes`} since ${since}: ${counts.join(", ")}`,
  ].join("\n");
}

/** `aws:ec2/subnet:Subnet` without the module that repeats its name: `aws:ec2:Subnet`. */
function shortType(type: string): string {
  return type.replace(/\/(\w+):(\w+)$/, (all, module: string, name: string) =>
    module.toLowerCase() === name.toLowerCase() ? `:${name}` : all,
  );
}

function failure(title: string, errors: readonly string[]): string {
  // The engine reports an error of the program once for the program and once for the update.
  const lines = [...new Set(errors)].flatMap((error) => error.split("\n"));
  return [`  ${pc.red("✗")} ${title}`, ...lines.map((line) => pc.red(`      ${line}`))].join("\n");
}
