import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type {
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

import { describe as description, plainProps, toPolicy } from "../../../policy/adapter";
import { UNKNOWN } from "../../../policy/props";
import type { ResourceRule, Rule } from "../../../policy/rule";
import { ruleCount, rules } from "../../../policy/rules";

/** The SDK's own wrapping, which the rules meet when the engine runs them; it is not in the SDK's typings. */
const { unknownCheckingProxy, unknownStringValue } = jest.requireActual<{
  readonly unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
  readonly unknownStringValue: string;
}>("@pulumi/policy/proxy");

const PACK = path.resolve(__dirname, "../../../policy");
const AWS = path.dirname(require.resolve("@pulumi/aws/package.json"));

const RULE: ResourceRule = {
  name: "test-rule",
  description: "Things are so",
  controls: ["X.1", "X.2"],
  level: "advisory",
  types: ["test:index:Thing"],
  violations: ({ a, b }) => [`a is ${String(a)}`, `b is ${String(b)}`],
};

describe("the pack", () => {
  it("has rules with unique names and descriptions", () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(ruleCount);
    expect(rules.filter((rule) => !/^[A-Z].+[^.]$/.test(rule.description))).toEqual([]);
    expect(rules.filter(({ name }) => !/^[a-z][a-z0-9-]+$/.test(name))).toEqual([]);
  });

  it("checks types that the AWS SDK has", () => {
    // Of Kubernetes' kinds the SDK knows only those that Kubernetes comes with.
    const types = new Set(
      rules.flatMap((rule) => ("types" in rule ? rule.types : [])).filter((type) => type.startsWith("aws:")),
    );
    const sources = readdirSync(PACK, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(path.join(PACK, file), "utf8"));
    for (const source of sources) for (const [type] of source.matchAll(/aws:[\w/]+:\w+/g)) types.add(type);
    const unheardOf = [...types].filter((type) => {
      const file = path.join(AWS, `${type.split(":")[1] ?? ""}.js`);
      return !existsSync(file) || !readFileSync(file, "utf8").includes(`'${type}'`);
    });
    expect(unheardOf).toEqual([]);
  });
});

describe("description", () => {
  it("ends with the controls that the rule covers", () => {
    expect(description(RULE)).toBe("Things are so (X.1, X.2)");
    expect(description({ ...RULE, controls: [] })).toBe("Things are so");
  });
});

describe("plainProps", () => {
  it("replaces unknown values, for which the SDK throws, at any depth", () => {
    const props = {
      known: 1,
      unknown: unknownStringValue,
      deep: { list: ["a", unknownStringValue, { x: unknownStringValue }] },
    };
    expect(plainProps(unknownCheckingProxy(props))).toEqual({
      known: 1,
      unknown: UNKNOWN,
      deep: { list: ["a", UNKNOWN, { x: UNKNOWN }] },
    });
  });
});

describe("toPolicy", () => {
  function analyze(rule: Rule, type: string, props: Record<string, unknown>): string[] {
    const reported: string[] = [];
    const { validateResource } = toPolicy(rule) as ResourceValidationPolicy;
    if (typeof validateResource !== "function") throw new Error("one validation per policy");
    const args = { type, props: unknownCheckingProxy(props) };
    void validateResource(args as ResourceValidationArgs, (message) => reported.push(message));
    return reported;
  }

  it("copies name, level and description", () => {
    expect(toPolicy(RULE)).toMatchObject({
      name: "test-rule",
      enforcementLevel: "advisory",
      description: "Things are so (X.1, X.2)",
    });
  });

  it("reports each violation of a resource of its types", () => {
    expect(analyze(RULE, "test:index:Thing", { a: 1, b: unknownStringValue })).toEqual([
      "a is 1",
      "b is Symbol(unknown)",
    ]);
  });

  it("ignores other types", () => {
    expect(analyze(RULE, "test:index:Other", { a: 1 })).toEqual([]);
  });

  it("reports violations of a stack with their URN, and passes the sources of values", () => {
    const rule: Rule = {
      name: "stack-rule",
      description: "Stacks are so",
      controls: [],
      level: "mandatory",
      stackViolations: (resources) => resources.map(({ urn, sources }) => ({ urn, message: JSON.stringify(sources) })),
    };
    const bucket = {
      urn: "urn:bucket",
      type: "t",
      props: {},
      propertyDependencies: {},
      opts: {},
    } as unknown as PolicyResource;
    const policy = { ...bucket, urn: "urn:policy", propertyDependencies: { bucket: [bucket] } };
    const reported: unknown[] = [];
    const { validateStack } = toPolicy(rule) as StackValidationPolicy;
    const args = { resources: [bucket, policy], getConfig: () => ({}) } as unknown as Parameters<
      typeof validateStack
    >[0];
    void validateStack(args, (message, urn) => reported.push([urn, message]));
    expect(reported).toEqual([
      ["urn:bucket", "{}"],
      ["urn:policy", '{"bucket":["urn:bucket"]}'],
    ]);
  });
});
