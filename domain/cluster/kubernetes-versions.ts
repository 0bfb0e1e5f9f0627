import coerce from "semver/functions/coerce";

import calendar from "./kubernetes-support.json";

/** AWS's calendar, as `npm run maintain -- kubernetes-calendar` compares it with the EKS API. */
export interface SupportCalendar {
  /** When the calendar was last compared. */
  readonly asOf: string;
  readonly source: string;
  /**
   * Ends of support by Kubernetes minor version: support ends at the start of the day (UTC). Extended support lasts twelve
   * months more.
   */
  readonly versions: Readonly<Record<string, { readonly standardUntil: string; readonly extendedUntil: string }>>;
}

const CALENDAR: SupportCalendar = calendar;
export const SUPPORT_AS_OF = CALENDAR.asOf;
const SUPPORT: ReadonlyMap<string, SupportCalendar["versions"][string]> = new Map(Object.entries(CALENDAR.versions));

/** Days before the end of a support period at which warnings start: upgrading every stack takes weeks. */
const WARN_DAYS = 90;
/** Days before an automatic upgrade by AWS at which the warning becomes an error. */
const REFUSE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** $0.60 instead of $0.10 an hour, 730 hours a month. https://aws.amazon.com/eks/pricing/ */
const EXTENDED_FEE = "AWS charges $0.60 instead of $0.10 per hour, $365 more per month";

const FORCED_UPGRADE = "after that, AWS upgrades the cluster automatically";

export type SupportType = "STANDARD" | "EXTENDED";

export interface SupportVerdict {
  /** `imminent`: AWS is about to upgrade the cluster automatically. */
  readonly status: "ok" | "warning" | "imminent" | "error";
  /** What the message is about. Undefined: standard support lasts long enough. */
  readonly kind?: "unknown" | "ended" | "ending" | "extended";
  readonly message: string;
  /** The next minor version: EKS upgrades one at a time. */
  readonly upgradeTo?: string;
}

/** How AWS supports a cluster of this version on this day. */
export function supportVerdict(version: string, supportType: SupportType, today: Date): SupportVerdict {
  const support = SUPPORT.get(version);
  if (support === undefined)
    return {
      status: "error",
      kind: "unknown",
      message: "This release of Groundwork does not know this Kubernetes version.",
    };

  const next = nextMinor(version);
  const upgrade = next === undefined ? {} : { upgradeTo: next };
  const { standardUntil, extendedUntil } = support;
  const [standardDays, extendedDays] = [daysUntil(standardUntil, today), daysUntil(extendedUntil, today)];
  const extended = supportType === "EXTENDED";

  if (extendedDays <= 0) {
    return {
      status: "error",
      kind: "ended",
      message: `Extended support ended on ${extendedUntil}: AWS upgrades such clusters automatically.`,
      ...upgrade,
    };
  }
  if (standardDays <= 0 && !extended) {
    return {
      status: "error",
      kind: "ended",
      message: `Standard support ended on ${standardUntil}: AWS upgrades such clusters automatically.`,
      ...upgrade,
    };
  }
  if (standardDays <= 0 && extendedDays <= WARN_DAYS) {
    return {
      status: extendedDays <= REFUSE_DAYS ? "imminent" : "warning",
      kind: "ending",
      message: `Extended support ends in ${days(extendedDays)}, on ${extendedUntil}; ${FORCED_UPGRADE}.`,
      ...upgrade,
    };
  }
  if (standardDays <= 0) {
    return {
      status: "warning",
      kind: "extended",
      message: `Extended support since ${standardUntil}: ${EXTENDED_FEE}.`,
      ...upgrade,
    };
  }
  if (standardDays <= WARN_DAYS) {
    const consequence = extended ? `extended support follows, in which ${EXTENDED_FEE}` : FORCED_UPGRADE;
    return {
      status: !extended && standardDays <= REFUSE_DAYS ? "imminent" : "warning",
      kind: "ending",
      message: `Standard support ends in ${days(standardDays)}, on ${standardUntil}; ${consequence}.`,
      ...upgrade,
    };
  }
  return { status: "ok", message: `Standard support until ${standardUntil}.`, ...upgrade };
}

/** The versions that config accepts on this day. */
export function supportedVersions(supportType: SupportType, today: Date): readonly string[] {
  return [...SUPPORT.keys()].filter((version) => supportVerdict(version, supportType, today).status !== "error");
}

/** Whether AWS charges for extended support on this day. */
export function inExtendedSupport(version: string, today: Date): boolean {
  const support = SUPPORT.get(version);
  return support !== undefined && daysUntil(support.standardUntil, today) <= 0;
}

/** The major version of a Kubernetes or add-on version, such as 1 of `v1.35.3-eksbuild.2`; NaN for other texts. */
export function majorOf(version: string): number {
  return coerce(version)?.major ?? NaN;
}

/** The minor version, such as 35 of `1.35` and of `v1.35.3-eksbuild.2`; NaN for other texts. */
export function minorOf(version: string): number {
  return coerce(version)?.minor ?? NaN;
}

function nextMinor(version: string): string | undefined {
  const next = `1.${minorOf(version) + 1}`;
  return SUPPORT.has(next) ? next : undefined;
}

function daysUntil(date: string, today: Date): number {
  return Math.ceil((Date.parse(date) - today.getTime()) / DAY_MS);
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
