import type { Props } from "./props";

/** What every rule says about itself; the table of rules in the documentation is made of these fields. */
interface RuleFacts {
  /** Kebab-case, unique in the pack; the name under which config can switch the rule's level. */
  readonly name: string;
  /** What must be so, as a sentence. */
  readonly description: string;
  /** AWS Security Hub controls that the rule covers. */
  readonly controls: readonly string[];
  /** `mandatory` stops the update, `advisory` warns. */
  readonly level: "mandatory" | "advisory";
}

/** A rule about one resource's inputs, checked before AWS is asked. */
export interface ResourceRule extends RuleFacts {
  /** Type tokens that the rule looks at. */
  readonly types: readonly string[];
  /** What is wrong with the resource; a value that a preview cannot know is never wrong. */
  readonly violations: (props: Props, type: string) => readonly string[];
}

/** A rule about how resources belong together, checked on the whole stack after a preview or update. */
export interface StackRule extends RuleFacts {
  readonly stackViolations: (resources: readonly StackResource[]) => readonly StackViolation[];
}

export type Rule = ResourceRule | StackRule;

export interface StackResource {
  readonly urn: string;
  readonly type: string;
  readonly props: Props;
  /** URNs of the resources that a property's value comes from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

export interface StackViolation {
  readonly urn: string;
  readonly message: string;
}
