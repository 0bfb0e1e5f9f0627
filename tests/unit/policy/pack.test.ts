import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type {
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

import { schemaAt } from "../../../config/schema/json-schema";
import { RULE_NAMES } from "../../../domain/policy/rule-names";
import { type PackContext, plainProps, toPolicy } from "../../../policy/adapter";
import { describe as description, readMessage } from "../../../policy/message";
import { UNKNOWN } from "../../../policy/props";
import type { ResourceRule, Rule } from "../../../policy/rule";
import { ruleCount, rules } from "../../../policy/rules";
import { WaiverBook, WAIVERS_CURRENT } from "../../../policy/waiver-book";

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

  it("names keys of stack files in its fixes", () => {
    const keys = rules.flatMap(({ fix = "" }) => [...fix.matchAll(/`([a-z]+[\w.<>]*)`/g)].map(([, key = ""]) => key));
    expect(keys.length).toBeGreaterThan(20);
    const paths = keys.filter((key) => /^[a-z]+(\.|$)/.test(key)).map((key) => key.replaceAll(/<\w+>/g, "any"));
    expect(paths.filter((key) => schemaAt(key.split(".")) === undefined)).toEqual([]);
  });

  it("has the names that stack files may use (domain/policy/rule-names.ts)", () => {
    expect([...RULE_NAMES].sort()).toEqual([...rules.map(({ name }) => name), WAIVERS_CURRENT.name].sort());
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
  const context: PackContext = {
    book: new WaiverBook([], new Date("2026-10-01")),
    levelOf: ({ level }) => level,
    settingsOf: () => ({}),
  };
  const urn = "urn:pulumi:dev::groundwork::test:index:Thing::thing";

  /** The SDK's second form of reports, which the pack uses: an object instead of a message and a URN. */
  interface Reported {
    readonly urn: string;
    readonly message: string;
    readonly enforcementLevel?: string;
  }

  function analyze(rule: Rule, type: string, props: Record<string, unknown>, config: object = {}): Reported[] {
    const reported: unknown[] = [];
    const { validateResource } = toPolicy(rule, context) as ResourceValidationPolicy;
    if (typeof validateResource !== "function") throw new Error("one validation per policy");
    const args = { type, urn, props: unknownCheckingProxy(props), getConfig: () => config };
    void validateResource(args as unknown as ResourceValidationArgs, (violation) => reported.push(violation));
    return reported as Reported[];
  }

  it("copies name, level and description", () => {
    expect(toPolicy(RULE, context)).toMatchObject({
      name: "test-rule",
      enforcementLevel: "advisory",
      description: "Things are so (X.1, X.2)",
    });
  });

  it("does not check a rule of another environment, unless the setting of the rule names the environment", () => {
    const rule: Rule = { ...RULE, environments: ["prod"] };
    const found = (config: object) => analyze(rule, "test:index:Thing", { a: 1, b: 2 }, config).length;
    expect(found({ environment: "dev" })).toBe(0);
    expect(found({ environment: "prod" })).toBe(2);
    expect(found({ environment: "dev", environments: ["dev"] })).toBe(2);
  });

  it("reports each violation of a resource of its types", () => {
    const found = analyze(RULE, "test:index:Thing", { a: 1, b: unknownStringValue });
    expect(found.map(({ message }) => readMessage(message).finding)).toEqual(["a is 1", "b is Symbol(unknown)"]);
    expect(found.map((each) => [each.urn, each.enforcementLevel])).toEqual([
      [urn, undefined],
      [urn, undefined],
    ]);
  });

  it("reports a rule as undecided if it read an unknown value and found no violation", () => {
    const rule: Rule = { ...RULE, level: "mandatory", violations: ({ a }) => (a === "bad" ? ["a is bad"] : []) };
    const [found, ...others] = analyze(rule, "test:index:Thing", { a: unknownStringValue, b: unknownStringValue });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ urn, enforcementLevel: "advisory" });
    expect(readMessage(found?.message ?? "")).toMatchObject({
      status: "undecided",
      finding: "`a` is unknown until the update, which checks the rule again",
    });
    expect(analyze(rule, "test:index:Thing", { a: 1, b: unknownStringValue })).toEqual([]);
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
    const { validateStack } = toPolicy(rule, context) as StackValidationPolicy;
    const args = { resources: [bucket, policy], getConfig: () => ({}) } as unknown as Parameters<
      typeof validateStack
    >[0];
    void validateStack(args, (violation) => reported.push(violation));
    expect((reported as Reported[]).map((each) => [each.urn, readMessage(each.message).finding])).toEqual([
      ["urn:bucket", "{}"],
      ["urn:policy", '{"bucket":["urn:bucket"]}'],
    ]);
  });

  it("reports that a rule could not read Kubernetes objects of which the engine knows nothing yet", () => {
    const rule = rules.find(({ name }) => name === "namespace-default-deny");
    if (rule === undefined) throw new Error("the rule exists");
    const object = { urn: "urn:object", props: {}, propertyDependencies: {}, opts: {} };
    const resources = [
      { ...object, type: "kubernetes:core/v1:Namespace" },
      { ...object, type: "kubernetes:networking.k8s.io/v1:NetworkPolicy" },
    ];
    const reported: Reported[] = [];
    const { validateStack } = toPolicy(rule, context) as StackValidationPolicy;
    const args = { resources, getConfig: () => ({}) } as unknown as Parameters<typeof validateStack>[0];
    void validateStack(args, (violation) => reported.push(violation as unknown as Reported));
    expect(reported.map(({ message }) => readMessage(message))).toMatchObject([{ status: "undecided" }]);
  });
});
