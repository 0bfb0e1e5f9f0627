import type { Finding } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { PartName, Parts } from "../schema";

/** What a rule may look at: the parts that could be read, defaults filled. */
export type ReadableParts = { readonly [K in PartName]?: Parts[K] | undefined };

export interface RuleContext {
  readonly stack: string;
  readonly today: Date;
  /** `pulumi:disable-default-providers` of the stack file, if there is one to look into. */
  readonly disabledProviders: readonly unknown[] | undefined;
  /** Whether the stack file itself says something there, be it the default. */
  readonly isWritten: (path: Path) => boolean;
}

/**
 * A relation between values, such as "subnets do not overlap"; single values are the schema's business. Each finding
 * names in `because` the values it rests on besides its own: it is dropped when one of them is faulty itself.
 */
export type Rule = (parts: ReadableParts, context: RuleContext) => Iterable<Finding>;
