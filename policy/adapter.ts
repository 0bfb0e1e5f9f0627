import type { PolicyResource, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { RuleLevel } from "../domain/policy/levels";
import { appliesTo } from "./environments";
import { evaluateResource, evaluateStack } from "./evaluate";
import { describe, undecidedMessage, violationMessage, waivedMessage } from "./message";
import { type Props, UNKNOWN } from "./props";
import type { ResourceRule, Rule, StackResource, StackRule } from "./rule";
import { allResources, once } from "./sdk-cache";
import type { WaiverBook } from "./waiver-book";

/** What the policies of one pack share. */
export interface PackContext {
  readonly book: WaiverBook;
  /** The level of a rule in the stack. It is known when the engine asks for it, not when the pack starts. */
  readonly levelOf: (rule: Pick<Rule, "name" | "level">) => RuleLevel;
  /** Settings of a rule in the stack file. */
  readonly settingsOf: (rule: string) => Props;
}

/** Converts a rule to a policy of the Pulumi engine. */
export function toPolicy(rule: Rule, context: PackContext): ResourceValidationPolicy | StackValidationPolicy {
  const { name, configSchema } = rule;
  return {
    name,
    description: describe(rule),
    get enforcementLevel() {
      return context.levelOf(rule);
    },
    ...(configSchema === undefined ? {} : { configSchema }),
    ...("types" in rule
      ? { validateResource: validateResource(rule, context) }
      : { validateStack: validateStack(rule, context) }),
  };
}

function validateResource(
  rule: ResourceRule,
  { book, settingsOf }: PackContext,
): ResourceValidationPolicy["validateResource"] & object {
  const { name, types, environments } = rule;
  return (resource, report) => {
    const { type, props, urn } = resource;
    if (!types.includes(type)) return;
    book.check(name, urn);
    if (!appliesTo([], { environments, ...settingsOf(name), ...resource.getConfig() })) return;
    const { violations, undecided } = evaluateResource(rule, plainProps(props), type);
    for (const message of violations) reportViolation(rule, { urn, message }, book, report);
    if (undecided.length > 0) reportUndecided(rule, { urn, paths: undecided }, book, report);
  };
}

function validateStack(
  rule: StackRule,
  { book, settingsOf }: PackContext,
): StackValidationPolicy["validateStack"] & object {
  return (stack, report) => {
    const config = { ...settingsOf(rule.name), ...stack.getConfig() };
    const { violations, undecided } = evaluateStack(
      rule,
      allResources(stack.resources).map((resource) => stackResource(resource)),
      config,
    );
    for (const violation of violations) reportViolation(rule, violation, book, report);
    for (const each of undecided) reportUndecided(rule, each, book, report);
  };
}

/** The second form of reports that the SDK accepts at run time, and that its type declarations leave out. */
type Report = (violation: {
  readonly message: string;
  readonly urn?: string;
  /** Omitted: the level of the policy. */
  readonly enforcementLevel?: "advisory";
}) => void;

/** Reports a message as it is, where the SDK would add the description of the policy above it. */
export function reporter(report: ReportViolation): Report {
  return report as unknown as Report;
}

function reportViolation(
  rule: Rule,
  { urn, message }: { readonly urn: string; readonly message: string },
  book: WaiverBook,
  report: ReportViolation,
): void {
  const waiver = book.find(rule.name, urn);
  if (waiver === undefined || book.hasExpired(waiver)) {
    reporter(report)({ urn, message: violationMessage(rule, urn, message, waiver) });
  } else {
    reporter(report)({ urn, message: waivedMessage(rule, message, waiver), enforcementLevel: "advisory" });
  }
}

function reportUndecided(
  rule: Rule,
  { urn, paths }: { readonly urn: string; readonly paths: readonly string[] },
  book: WaiverBook,
  report: ReportViolation,
): void {
  book.leaveUndecided(rule.name, urn);
  reporter(report)({ urn, message: undecidedMessage(rule, paths), enforcementLevel: "advisory" });
}

/** What rules see of a resource. */
const stackResource = once(readStackResource);

function readStackResource({ urn, type, props, propertyDependencies, opts }: PolicyResource): StackResource {
  const sources = Object.entries(propertyDependencies).map(([key, from]) => [key, from.map((source) => source.urn)]);
  return {
    urn,
    type,
    props: isUnread(type, props) ? UNKNOWN_OBJECT : plainProps(props),
    sources: Object.fromEntries(sources) as StackResource["sources"],
    isProtected: opts.protect,
  };
}

/** Properties of a Kubernetes object of which nothing is known. */
const UNKNOWN_OBJECT: Props = { metadata: UNKNOWN, spec: UNKNOWN };

/**
 * Whether the engine has no property of a Kubernetes object: in the first preview of a cluster, the provider of Kubernetes
 * is not configured yet.
 */
function isUnread(type: string, props: object): boolean {
  return type.startsWith("kubernetes:") && Object.keys(props).length === 0;
}

/** Replaces unknown values by `UNKNOWN`, because the SDK throws and skips the rule when it reads one. */
export const plainProps = once((props: Readonly<Record<string, unknown>>) => plain(props) as Props);

function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(container: object, key: string | number): unknown {
  try {
    return plain((container as Record<string | number, unknown>)[key]);
  } catch {
    return UNKNOWN;
  }
}
