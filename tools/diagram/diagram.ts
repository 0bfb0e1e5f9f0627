import { shortType } from "../report/short-type";

/** Boxes by area: a component, or a tier of the network. */
export interface Diagram {
  readonly areas: readonly DiagramArea[];
  /** Areas that use others, by their titles. */
  readonly links?: readonly DiagramLink[];
}

export interface DiagramArea {
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
  /** Number of nodes that are left out. */
  readonly more: number;
}

export interface DiagramNode {
  /** Class of the box, which selects its color; the label follows it. Omitted: a box without a color. */
  readonly kind?: string;
  /** A logical name, or a number of resources of one type. */
  readonly label: string;
}

export interface DiagramLink {
  readonly from: string;
  readonly to: string;
}

/** A resource to draw. */
export interface DrawnResource {
  readonly kind?: string;
  readonly name: string;
  readonly type: string;
  readonly component: string;
  readonly tier?: string | undefined;
}

/** Most boxes of one area. */
const MAX_NODES = 6;

/**
 * Groups resources by component and tier. Resources of one type and kind share a box.
 *
 * @param kinds in the order of the boxes
 */
export function diagramOf(resources: readonly DrawnResource[], kinds: readonly string[] = []): Diagram {
  const areas = [...Map.groupBy(resources, areaOf)].map(([title, all]) => {
    const nodes = nodesOf(all, kinds);
    return { title, nodes: nodes.slice(0, MAX_NODES), more: Math.max(0, nodes.length - MAX_NODES) };
  });
  return { areas: areas.sort((a, b) => a.title.localeCompare(b.title, "en")) };
}

export function areaOf({ component, tier }: Pick<DrawnResource, "component" | "tier">): string {
  return tier === undefined ? component : `${component}, ${tier} tier`;
}

/** One box for each resource, or for each type of which several are alike. */
function nodesOf(resources: readonly DrawnResource[], kinds: readonly string[]): readonly DiagramNode[] {
  const alike = [...Map.groupBy(resources, ({ kind = "", type }) => `${kind} ${type}`).values()];
  const nodes = alike.map((same): DiagramNode => {
    const [{ kind, name, type }] = same as [DrawnResource, ...DrawnResource[]];
    const shown = shortType(type).replace(/^(aws|kubernetes):/, "");
    const label = same.length === 1 ? `${shown} ${name}` : `${same.length} × ${shown}`;
    return kind === undefined ? { label } : { kind, label };
  });
  const rank = ({ kind = "" }: DiagramNode): number => kinds.indexOf(kind);
  return nodes.sort((a, b) => rank(a) - rank(b));
}
