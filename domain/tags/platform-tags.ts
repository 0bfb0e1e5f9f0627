import type { MandatoryTagKey } from "./tag-keys";
import { defaultTagViolations } from "./tag-violations";
import type { Tags } from "./tags";

export interface PlatformTagArgs {
  readonly project: string;
  readonly owner: string;
  readonly costCenter: string;
  readonly department: string;
  readonly environment: string;
  readonly managedBy: string;
  /** Tags in addition to the mandatory ones. */
  readonly additional: Readonly<Record<string, string>>;
}

/** The tags of a platform: mandatory and additional ones. */
export type PlatformTags = Tags & Readonly<Record<MandatoryTagKey, string>>;

/**
 * The tags of a platform, frozen.
 *
 * @throws Error that lists every tag that AWS, or a controller that the tags fan out to, refuses
 */
export function platformTags(args: PlatformTagArgs): PlatformTags {
  const mandatory: Readonly<Record<MandatoryTagKey, string>> = {
    Project: args.project,
    Owner: args.owner,
    CostCenter: args.costCenter,
    Department: args.department,
    Environment: args.environment,
    ManagedBy: args.managedBy,
  };
  const violations = defaultTagViolations(mandatory, args.additional).map(
    ({ key, part, message, allowed }) => `  - ${part} of "${key}": ${message} Allowed: ${allowed}.`,
  );
  if (violations.length > 0) throw new Error(`The tags cannot be used:\n${violations.join("\n")}`);
  return Object.freeze({ ...mandatory, ...args.additional });
}
