import type { StackResource } from "../../../policy/rule";
import { rules } from "../../../policy/rules";
import { TODAY } from "../../support/stack-files";
import { ADDED_RESOURCES, BAD_RESOURCES, type BadResource } from "./bad";
import { GOOD_STACK, nameOf, stackResource } from "./good-stack";

/** What all rules report about a stack: rule and logical name. */
function findings(stack: readonly StackResource[]): string[] {
  return rules.flatMap((rule) => {
    if ("stackViolations" in rule)
      return rule.stackViolations(stack, {}).map((found) => `${rule.name}: ${nameOf(found)}`);
    return stack
      .filter(({ type }) => rule.types.includes(type))
      .flatMap((resource) =>
        rule.violations(resource.props, resource.type).map(() => `${rule.name}: ${nameOf(resource)}`),
      );
  });
}

/** A copy with another value at a path such as `rules.0.status`. */
function withValue(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((element: unknown, index) => (String(index) === key ? withValue(element, rest, to) : element));
  }
  const record = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValue(record[key], rest, to) };
}

function changed(resource: StackResource, { change = {}, unprotected }: BadResource): StackResource {
  const props = Object.entries(change).reduce<unknown>(
    (before, [path, value]) => withValue(before, path.split("."), value),
    resource.props,
  );
  return { ...resource, props: props as StackResource["props"], isProtected: unprotected !== true };
}

/** The good stack with one bad resource. */
function stackWith(bad: BadResource): StackResource[] {
  return GOOD_STACK.flatMap((resource) => {
    if (nameOf(resource) !== bad.resource) return [resource];
    if (bad.change === undefined) return [];
    const copies = Array.from({ length: bad.copies ?? 0 }, (_, index) => `${resource.urn}-${index + 1}`);
    return [changed(resource, bad), ...copies.map((urn) => ({ ...resource, urn }))];
  });
}

beforeAll(() => {
  // The support of Kubernetes versions ends.
  jest.useFakeTimers({ now: TODAY });
});

afterAll(() => {
  jest.useRealTimers();
});

describe("the good stack", () => {
  it("has no finding", () => {
    expect(findings(GOOD_STACK)).toEqual([]);
  });

  it("contains each changed resource", () => {
    const names = new Set(GOOD_STACK.map(nameOf));
    expect(BAD_RESOURCES.filter(({ resource }) => !names.has(resource))).toEqual([]);
  });
});

describe("the policy pack", () => {
  it.each(BAD_RESOURCES)("reports $title by the rule $rule only", (bad) => {
    const also = bad.also === undefined ? [] : [bad.also];
    expect(findings(stackWith(bad)).sort()).toEqual([`${bad.rule}: ${bad.reported}`, ...also].sort());
  });

  it.each(ADDED_RESOURCES)("reports by the rule %s only: %s", (rule, _, type, props) => {
    expect(findings([...GOOD_STACK, stackResource("added", type, props)])).toEqual([`${rule}: added`]);
  });

  it("has a bad resource for every rule", () => {
    const covered = new Set([...BAD_RESOURCES.map(({ rule }) => rule), ...ADDED_RESOURCES.map(([rule]) => rule)]);
    expect(rules.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
    expect(BAD_RESOURCES.length + ADDED_RESOURCES.length).toBeGreaterThan(60);
  });
});
