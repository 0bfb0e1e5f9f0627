import type { BillLine } from "../../domain/cost/bill-line";
import { componentOf } from "../report/read/changes";
import { isResource } from "../rehearse/run-result";
import { logicalName } from "../rehearse/rehearsal";
import type { StateResource } from "../state/exported-state";

/** One resource of a stack. */
export interface Row {
  /** The component directly below the stack. */
  readonly component: string;
  readonly name: string;
  readonly type: string;
  readonly id: string;
  /** Empty where the type has none. */
  readonly arn: string;
  /** Zones, separated by spaces; empty for a regional or global resource. */
  readonly zone: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly protect: boolean;
  /** US dollars a month, without usage; undefined where the bill has no line for the resource. */
  readonly usdPerMonth: number | undefined;
}

/** Conditions that a row meets; omitted ones are met by every row. */
export interface Filter {
  readonly component?: string | undefined;
  readonly type?: string | undefined;
  /** `key` or `key=value`. */
  readonly tag?: string | undefined;
}

/** The resources at AWS and in Kubernetes, by component, type and name. */
export function inventory(resources: readonly StateResource[], lines: readonly BillLine[]): readonly Row[] {
  const parents = new Map(resources.map(({ urn, parent = "" }) => [urn, parent]));
  const zones = zonesOfSubnets(resources);
  const prices = pricesOf(resources, lines);
  const rows = resources.filter(isResource).map(({ urn, type, id = "", protect = false, outputs }): Row => ({
    component: componentOf(urn, parents),
    name: logicalName(urn),
    type,
    id,
    arn: textOf(outputs?.["arn"]),
    zone: zoneOf(outputs ?? {}, zones),
    tags: tagsOf(outputs?.["tagsAll"] ?? outputs?.["tags"]),
    protect,
    usdPerMonth: prices.get(urn),
  }));
  const order = ({ component, type, name }: Row): string => [component, type, name].join("\0");
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export function matches({ component, type, tags }: Row, filter: Filter): boolean {
  const [key = "", value] = filter.tag?.split(/=(.*)/s) ?? [];
  return (
    (filter.component === undefined || filter.component === component) &&
    (filter.type === undefined || type.toLowerCase().includes(filter.type.toLowerCase())) &&
    (filter.tag === undefined || (Object.hasOwn(tags, key) && (value === undefined || tags[key] === value)))
  );
}

/** The monthly price of each resource that lines of the bill stand for. A line is shared by its resources. */
function pricesOf(resources: readonly StateResource[], lines: readonly BillLine[]): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  for (const { charged, usd } of lines) {
    if (charged === undefined) continue;
    const sharing = resources.filter((resource) => isCharged(resource, charged));
    for (const { urn } of sharing) prices.set(urn, (prices.get(urn) ?? 0) + usd / sharing.length);
  }
  return prices;
}

function isCharged({ type, urn, outputs }: StateResource, charged: NonNullable<BillLine["charged"]>): boolean {
  if (type !== charged.type) return false;
  // A gateway endpoint is free.
  if (outputs?.["vpcEndpointType"] === "Gateway") return false;
  const { group } = charged;
  return group === undefined || new RegExp(`(^|-)nodes-${group}(-[a-z])?$`).test(logicalName(urn));
}

function zonesOfSubnets(resources: readonly StateResource[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ type, id = "", outputs }) =>
      type === "aws:ec2/subnet:Subnet" ? [[id, textOf(outputs?.["availabilityZone"])] as const] : [],
    ),
  );
}

/** Its own zone, or the zones of its subnets. */
function zoneOf(outputs: NonNullable<StateResource["outputs"]>, zones: ReadonlyMap<string, string>): string {
  const own = textOf(outputs["availabilityZone"]) || textOf(outputs["availabilityZoneName"]);
  if (own !== "") return own;
  const subnets = [outputs["subnetId"], outputs["subnetIds"]].flat().map(textOf);
  const found = subnets.flatMap((subnet) => zones.get(subnet) ?? []);
  return [...new Set(found)].sort().join(" ");
}

/** Encrypted values are maps. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function tagsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
