import type { PriceList } from "../cost/price-list";
import { WASTE_KINDS, type WasteKind } from "./kinds";
import { isTemporary, isUntagged, type Owner, ownerOf, type StackIdentity } from "./ownership";
import { type MonthlyPrice, priceOf } from "./price";
import { nameOf, type Resource } from "./resources";
import { IDLE_CPU_PERCENT, IDLE_DAYS, ROTATION_GRACE_DAYS, STALE_BUCKET_DAYS, UNATTACHED_DAYS } from "./thresholds";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A resource that probably nobody needs. */
export interface Waste {
  readonly kind: WasteKind;
  readonly owner: Owner;
  readonly resource: Resource;
  /** Empty for a resource without a name. */
  readonly name: string;
  /** What was measured. */
  readonly reason: string;
  readonly price: MonthlyPrice;
}

export interface WasteContext {
  readonly stack: StackIdentity;
  readonly prices: PriceList;
  /** `budgets.waste.keepDays` */
  readonly keepDays: number;
  readonly today: Date;
}

interface Reason {
  readonly kind: WasteKind;
  readonly reason: string;
}

/** The waste among resources of the stack, and among untagged and temporary ones: of the stack first, then by kind and ID. */
export function findWaste(resources: readonly Resource[], context: WasteContext): readonly Waste[] {
  const found = resources.flatMap((resource): Waste[] => {
    const owner = ownerOf(resource, context.stack);
    if (owner === undefined || isKeptByPolicy(resource)) return [];
    const reason = reasonOf(resource, context) ?? marking(resource);
    if (reason === undefined) return [];
    return [{ ...reason, owner, resource, name: nameOf(resource), price: priceOf(resource, context.prices) }];
  });
  const [owners, kinds] = [["stack", "cluster", "account"], Object.keys(WASTE_KINDS)];
  return found.sort(
    (one, other) =>
      owners.indexOf(one.owner) - owners.indexOf(other.owner) ||
      kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
      (one.resource.id < other.resource.id ? -1 : 1),
  );
}

/** AWS Backup and Amazon Data Lifecycle Manager delete what they created by its age. */
function isKeptByPolicy({ tags }: Resource): boolean {
  return Object.keys(tags).some((key) => /^aws:(backup|dlm):/.test(key));
}

/** Why a resource counts as waste by its use or age; undefined if it does not. */
function reasonOf(resource: Resource, { keepDays, today }: WasteContext): Reason | undefined {
  const days = ageOf(resource.created, today);
  switch (resource.type) {
    case "instance": {
      const { dailyCpu } = resource;
      if (dailyCpu === undefined || dailyCpu.length < IDLE_DAYS) return undefined;
      const highest = Math.max(...dailyCpu);
      return highest < IDLE_CPU_PERCENT
        ? {
            kind: "idle-instances",
            reason: `its average CPU usage was at most ${Math.ceil(highest)}% on each of ${dailyCpu.length} days`,
          }
        : undefined;
    }
    case "volume":
      return !resource.isAttached && days >= UNATTACHED_DAYS
        ? {
            kind: "unattached-volumes",
            reason: `no instance uses its ${resource.sizeGiB} GiB now; it was created${on(resource.created)}`,
          }
        : undefined;
    case "address":
      return resource.isAttached ? undefined : { kind: "unattached-addresses", reason: "nothing uses it now" };
    case "load balancer":
      return resource.targets === 0 && days >= UNATTACHED_DAYS
        ? {
            kind: "load-balancers-without-targets",
            reason: `no target is registered now; it was created${on(resource.created)}`,
          }
        : undefined;
    case "network interface":
      return { kind: "unattached-network-interfaces", reason: describedAs(resource.description) };
    case "snapshot":
      return !resource.isOfImage && days > keepDays
        ? {
            kind: "old-snapshots",
            reason: `it was created${on(resource.created)}; its volume has ${resource.sizeGiB} GiB`,
          }
        : undefined;
    case "image": {
      const unused = Math.min(days, ageOf(resource.lastLaunched, today, days));
      return !resource.isUsed && unused > keepDays
        ? {
            kind: "old-images",
            reason: `it was created${on(resource.created)}, and no instance and no launch template uses it`,
          }
        : undefined;
    }
    case "bucket":
      return isStale(resource.days)
        ? {
            kind: "stale-buckets",
            reason: `it had ${resource.days[0]?.objects ?? 0} objects of the same size on each of ${resource.days.length} days`,
          }
        : undefined;
    case "objects":
      return resource.count > 0
        ? {
            kind: "stale-objects",
            reason: `${resource.isPartial ? "at least " : ""}${resource.count} objects are older than ${resource.olderThanDays} days`,
          }
        : undefined;
    case "secret":
      return overdue(resource, today);
  }
}

/** Why a resource is listed that may be in use. */
function marking(resource: Resource): Reason | undefined {
  if (isTemporary(resource)) return { kind: "temporary", reason: "its name or a tag contains temp, tmp or temporary" };
  return isUntagged(resource) ? { kind: "untagged", reason: "it has no tags but those of AWS" } : undefined;
}

function describedAs(description: string): string {
  return description === "" ? "nothing uses it now" : `nothing uses it now; its description: ${description}`;
}

function isStale(days: Extract<Resource, { type: "bucket" }>["days"]): boolean {
  const [first] = days;
  if (first === undefined || first.objects === 0 || days.length < STALE_BUCKET_DAYS) return false;
  return days.every(({ objects, bytes }) => objects === first.objects && bytes === first.bytes);
}

function overdue(secret: Extract<Resource, { type: "secret" }>, today: Date): Reason | undefined {
  const { rotatesEveryDays, nextRotation, lastRotated, created } = secret;
  const since = lastRotated ?? created;
  const due =
    nextRotation ??
    (rotatesEveryDays === undefined || since === undefined
      ? undefined
      : new Date(since.getTime() + rotatesEveryDays * DAY_MS));
  if (due === undefined || ageOf(due, today) <= ROTATION_GRACE_DAYS) return undefined;
  const last = lastRotated === undefined ? "never" : `on ${dayOf(lastRotated)}`;
  return {
    kind: "overdue-secrets",
    reason: `its rotation was due on ${dayOf(due)}; it was last rotated ${last}`,
  };
}

/** Reasons state days and no ages, so that a report of the same resources has the same text. */
function on(date: Date | undefined): string {
  return date === undefined ? "" : ` on ${dayOf(date)}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Whole days. */
function ageOf(date: Date | undefined, today: Date, unknown = 0): number {
  return date === undefined ? unknown : Math.floor((today.getTime() - date.getTime()) / DAY_MS);
}
