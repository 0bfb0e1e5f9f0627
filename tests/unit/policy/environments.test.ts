import { appliesTo, onlyIn } from "../../../policy/environments";
import { UNKNOWN } from "../../../policy/props";
import type { StackResource } from "../../../policy/rule";
import { rules } from "../../../policy/rules";
import { stackResource } from "./good-stack";

const RULE = onlyIn(["prod"], {
  name: "test",
  description: "Nothing exists",
  controls: [],
  level: "advisory",
  stackViolations: (resources) => resources.slice(1).map(({ urn }) => ({ urn, message: "It exists" })),
});

function stackOf(tags: object): readonly StackResource[] {
  const provider = stackResource("aws", "pulumi:providers:aws", { defaultTags: JSON.stringify({ tags }) });
  return [provider, stackResource("thing", "test:index:Thing", {})];
}

describe("a rule for prod", () => {
  it.each([
    ["applies to a stack whose stack file states prod", {}, { environment: "prod" }, 1],
    ["does not apply to a stack whose stack file states dev", {}, { environment: "dev" }, 0],
    ["prefers the stack file to tags", { Environment: "prod" }, { environment: "dev" }, 0],
    ["reads the default tag without a stack file", { "acme:env": "staging" }, {}, 0],
    ["applies to a stack that states no environment", { Owner: "dev" }, {}, 1],
    ["applies to a stack with another environment", { Environment: "production" }, {}, 1],
    ["applies to the environments of its setting", {}, { environment: "dev", environments: ["dev"] }, 1],
    ["does not apply to prod without prod in its setting", {}, { environment: "prod", environments: ["dev"] }, 0],
  ])("%s", (_, tags, config, count) => {
    expect(RULE.stackViolations(stackOf(tags), config)).toHaveLength(count);
  });
});

describe("a rule for prod about single resources", () => {
  const { environments, configSchema } = onlyIn(["prod"], {
    ...{ name: "test", description: "Things are good", controls: [], level: "advisory" },
    ...{ types: ["test:index:Thing"], violations: () => [] },
  });

  it("has the environments, and a setting that changes them", () => {
    expect(Object.keys(configSchema?.properties ?? {})).toEqual(["environments"]);
    expect(appliesTo([], { environments, environment: "dev" })).toBe(false);
    expect(appliesTo([], { environments, environment: "prod" })).toBe(true);
    expect(appliesTo([], { environments })).toBe(true);
    expect(appliesTo([], { environment: "dev" })).toBe(true);
  });
});

describe("settings of rules for each environment", () => {
  const nodes = (props: StackResource["props"]) => [stackResource("nodes", "aws:eks/nodeGroup:NodeGroup", props)];

  function messages(name: string, resources: readonly StackResource[], config: StackResource["props"]): string[] {
    const rule = rules.find((each) => each.name === name);
    if (rule === undefined || !("stackViolations" in rule)) throw new Error(`there is no stack rule ${name}`);
    return rule.stackViolations(resources, config).map(({ message }) => message);
  }

  it("limit instance families", () => {
    const group = nodes({ instanceTypes: ["m7g.large", "r7g.large", UNKNOWN] });
    const config = { environment: "dev", families: { dev: ["t4g", "m7g"] } };
    expect(messages("node-instance-families", group, config)).toEqual([
      "r7g.large is not allowed in this environment; use t4g, m7g",
    ]);
    expect(messages("node-instance-families", group, { ...config, environment: "prod" })).toEqual([]);
  });

  it("limit the number of nodes, and keep the defaults of other environments", () => {
    const group = nodes({ scalingConfig: { minSize: 1, maxSize: 12 } });
    const counts = { dev: { max: 15 } };
    expect(messages("node-counts", group, { environment: "dev", counts })).toEqual([]);
    expect(messages("node-counts", group, { environment: "dev" })).toEqual(["maxSize (12) is greater than 10"]);
    expect(messages("node-counts", group, { environment: "prod", counts })).toEqual(["minSize (1) is less than 2"]);
  });

  it("require interface endpoints", () => {
    const vpc = [stackResource("vpc", "aws:ec2/vpc:Vpc", { id: "vpc-1" })];
    expect(messages("vpc-interface-endpoints", vpc, { environment: "dev" })).toEqual([]);
    expect(messages("vpc-interface-endpoints", vpc, { environment: "dev", services: { dev: ["sts"] } })).toEqual([
      expect.stringContaining("Calls of sts leave the VPC"),
    ]);
  });
});
