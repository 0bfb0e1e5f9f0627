import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Level } from "../domain/policy/levels";
import type { Props } from "./props";

export type Environment = "dev" | "staging" | "prod";

/** Metadata of a rule. */
interface RuleFacts {
  /** Unique name in kebab case, with which the configuration of the policy pack can change the level. */
  readonly name: string;
  /** What the rule requires, as a sentence. */
  readonly description: string;
  /** AWS Security Hub controls that the rule covers. */
  readonly controls: readonly string[];
  /** `mandatory` fails the preview or update; `advisory` prints a warning. */
  readonly level: Level;
  /** How to satisfy the rule: the key of the stack file, or the argument of the resource. A sentence without full stop. */
  readonly fix?: string;
  /** Whether a resource, or a part of it, does not meet the controls and the rule accepts that. Omitted: none. */
  readonly accepts?: ResourceTest;
  /** Settings of the rule that the configuration of the policy pack can contain. */
  readonly configSchema?: PolicyConfigSchema;
}

/** A rule about the inputs of one resource, checked before AWS is called. */
export interface ResourceRule extends RuleFacts {
  /** Type tokens of the resources that the rule checks. */
  readonly types: readonly string[];
  /** Environments to which the rule applies, unless its setting `environments` names others. Omitted: all. */
  readonly environments?: readonly Environment[];
  /** Messages about violations. A value that is unknown in a preview is no violation. */
  readonly violations: (props: Props, type: string) => readonly string[];
}

/** A rule about relations between resources, checked on the whole stack after a preview or update. */
export interface StackRule extends RuleFacts {
  readonly stackViolations: (resources: readonly StackResource[], config: Props) => readonly StackViolation[];
}

export type Rule = ResourceRule | StackRule;

export interface StackResource {
  readonly urn: string;
  readonly type: string;
  readonly props: Props;
  /** URNs of the resources from which the value of a property comes. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** Whether Pulumi refuses to delete the resource. */
  readonly isProtected: boolean;
}

export type ResourceTest = (resource: StackResource, resources: readonly StackResource[]) => boolean;

export interface StackViolation {
  readonly urn: string;
  readonly message: string;
}
