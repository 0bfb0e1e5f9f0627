import type { Finding } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { PartName, Parts } from "../schema";

/** The input of a rule: the valid parts, with defaults. */
export type ReadableParts = { readonly [K in PartName]?: Parts[K] | undefined };

export interface RuleContext {
  readonly stack: string;
  readonly today: Date;
  /** `pulumi:disable-default-providers` of the stack file; undefined without a stack file. */
  readonly disabledProviders: readonly unknown[] | undefined;
  /** Whether the stack file contains a value at the path, even if it is the default. */
  readonly isWritten: (path: Path) => boolean;
}

/**
 * A relation between values, such as "subnets do not overlap"; the schema checks single values. Each finding
 * lists in `because` the other values that it depends on: it is dropped when one of them is invalid.
 */
export type Rule = (parts: ReadableParts, context: RuleContext) => Iterable<Finding>;
