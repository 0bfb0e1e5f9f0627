import { shortType } from "../short-type";
import { CHANGE_KINDS, type Change, type ChangeKind, type PropertyChange, type StackReport } from "../model";
import { alike, type Alike, type Described } from "../alike";
import { type Block, heading, html } from "./block";
import type { Detail } from "./detail";
import { code, counted, details, type Html, table, text } from "./html";

export const SYMBOLS: Readonly<Record<ChangeKind, string>> = {
  delete: "🔴",
  replace: "🟣",
  update: "🟡",
  create: "🟢",
};

/** Most properties of a change that its row shows; the report as JSON has all of them. */
const MAX_PROPERTIES = 8;

/** Most names in a row of several changes. */
const MAX_NAMES = 12;

/** The changes of a stack by component, the component with the most disruptive change first. */
export function changeBlocks({ changes }: StackReport, detail: Detail): readonly Block[] {
  if (changes.length === 0) return [];
  const components = [...Map.groupBy(changes, ({ component }) => component)].sort(
    ([, a], [, b]) => severity(a) - severity(b),
  );
  return [
    heading(4, "Changes"),
    ...components.map(([component, all]) =>
      html(details(componentTitle(component, all), componentBody(all, detail), isShownOpen(all))),
    ),
  ];
}

/** Creates of a new stack fill a screen; what changes or ends is what a reviewer looks for. */
function isShownOpen(changes: readonly Change[]): boolean {
  return changes.some(({ kind }) => kind !== "create");
}

function severity(changes: readonly Change[]): number {
  return Math.min(...changes.map(({ kind }) => CHANGE_KINDS.indexOf(kind)));
}

function componentTitle(component: string, changes: readonly Change[]): Html {
  const kinds = CHANGE_KINDS.filter((kind) => changes.some((change) => change.kind === kind));
  const counts = kinds.map((kind) => `${changes.filter((change) => change.kind === kind).length} to ${kind}`);
  return `<b>${text(component)}</b>: ${counts.join(", ")}`;
}

function componentBody(changes: readonly Change[], detail: Detail): Html {
  const listed = changes.filter(({ kind }) => detail.listed.includes(kind)).slice(0, detail.maxRows);
  const others = changes.filter((change) => !listed.includes(change));
  return [
    ...(listed.length === 0
      ? []
      : [
          // Deletions and creates have no properties to show.
          listed.some(({ kind }) => kind === "update" || kind === "replace")
            ? table(["", "Resource", "Type", "Properties"], alike(listed.map(describedWith(detail))).map(updateRow))
            : table(["", "Resource", "Type"], listed.map(row)),
        ]),
    ...(others.length === 0 ? [] : [countedByType(others)]),
  ].join("\n");
}

function describedWith(detail: Detail): (change: Change) => Described {
  return (change) => ({ change, properties: properties(change, detail) });
}

function updateRow(same: Alike<Described>): readonly Html[] {
  const [{ change: first, properties: text }] = same;
  const changes = same.map(({ change }) => change);
  if (changes.length === 1) return [...row(first), text];
  const names = changes.slice(0, MAX_NAMES).map(({ name }) => code(name));
  const more = changes.length - names.length;
  return [
    `${SYMBOLS[first.kind]} ${first.kind}`,
    `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    changes.every(({ type }) => type === first.type)
      ? `${changes.length} × ${code(shortType(first.type))}`
      : `${changes.length} resources`,
    text,
  ];
}

function row(change: Change): readonly Html[] {
  const { kind, name, type } = change;
  return [`${SYMBOLS[kind]} ${kind}`, `${code(name)}${marks(change)}`, code(shortType(type))];
}

function marks({ isProtected, isStateful, isRetained, kind }: Change): Html {
  const isRemoved = kind === "delete" || kind === "replace";
  const all = [
    isProtected && isRemoved ? "protected" : "",
    isStateful && isRemoved ? "holds data" : "",
    isRetained && isRemoved ? "kept at AWS" : "",
  ].filter((mark) => mark !== "");
  return all.length === 0 ? "" : ` (${all.join(", ")})`;
}

/** All properties of a create are new, and all of a deletion end. */
function properties({ kind, properties: all }: Change, { hasValues }: Detail): Html {
  if (kind === "create" || kind === "delete") return "";
  const sorted = [...all].sort((a, b) => Number(b.replaces) - Number(a.replaces));
  const shown = sorted.slice(0, MAX_PROPERTIES).map((property) => describe(property, hasValues));
  const more = sorted.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${counted(more, "more property", "more properties")}`] : [])].join("<br>");
}

function describe({ path, kind, replaces, before, after }: PropertyChange, hasValues: boolean): Html {
  const name = replaces ? `<b>${code(path)}</b> forces the replacement` : code(path);
  if (!hasValues) return name;
  if (kind === "add") return `${name}: added ${value(after)}`;
  if (kind === "delete") return `${name}: ${value(before)} removed`;
  return `${name}: ${value(before)} → ${value(after)}`;
}

function value(shown: string | undefined): Html {
  return shown === undefined ? "" : code(shown);
}

function countedByType(changes: readonly Change[]): Html {
  const types = [...Map.groupBy(changes, ({ kind, type }) => `${kind} ${shortType(type)}`)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const counts = types.map(([, same]) => {
    const [{ kind, type }] = same as [Change, ...Change[]];
    return `${same.length} × ${kind} ${code(shortType(type))}`;
  });
  return `<p>Not listed one by one: ${counts.join(", ")}.</p>`;
}
