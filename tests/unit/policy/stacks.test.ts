import { gatewayPolicy } from "../../../components/network/endpoint-policy";
import { isAdministrator, isPublic, statements } from "../../../policy/documents";
import { at, elements } from "../../../policy/props";
import type { StackResource } from "../../../policy/rule";
import { rules } from "../../../policy/rules";
import { programOf } from "../../support/program";
import { STACKS } from "../../support/stack-files";
import type { RecordedResource } from "../../support/record";

const KEY = "aws:kms/key:Key";

/** Every policy document that a resource carries: who may assume a role counts as well as what it may do. */
function documents({ inputs }: RecordedResource): readonly unknown[] {
  const inline = elements(inputs["inlinePolicies"]).map((policy) => at(policy, "policy"));
  return [inputs["policy"], inputs["assumeRolePolicy"], ...inline].filter(
    (document) => typeof document === "string" && document.includes('"Statement"'),
  );
}

/** What the pack says about a recorded program. */
function findings(resources: readonly RecordedResource[], level: "mandatory" | "advisory"): string[] {
  const stack = resources.map(({ type, name, id, inputs, state }): StackResource => ({
    urn: `${type} ${name}`,
    type,
    props: { ...inputs, ...state, id },
    sources: {},
  }));
  return rules
    .filter((rule) => rule.level === level)
    .flatMap((rule) => {
      if ("stackViolations" in rule) {
        return rule.stackViolations(stack, {}).map(({ urn, message }) => `${rule.name}: ${urn} ${message}`);
      }
      return resources
        .filter(({ type }) => rule.types.includes(type))
        .flatMap(({ type, name, inputs }) =>
          rule.violations(inputs, type).map((text) => `${rule.name}: ${name} ${text}`),
        );
    });
}

const NO_ORGANIZATION = { region: "eu-west-1", accountId: "111122223333", readableBuckets: [] };

describe.each(STACKS)("the program of %s", (stack) => {
  it("satisfies every mandatory rule", async () => {
    const { resources } = await programOf(stack);
    expect(findings(resources, "mandatory")).toEqual([]);
  });

  it("has no policy document that allows a principal all actions, or all principals some", async () => {
    const { resources } = await programOf(stack);
    const all = resources.flatMap((resource) => documents(resource).map((document) => ({ ...resource, document })));
    expect(all.length).toBeGreaterThan(3);
    // Without an organization, a gateway endpoint has the default policy; buckets and tables have their own.
    const guarded = all.filter(({ document }) => document !== gatewayPolicy("s3", NO_ORGANIZATION));
    // In a key policy `Resource: "*"` is the key, and the default key policy allows the account kms:* on it.
    const tooWide = guarded.filter(({ type, document }) =>
      statements(document).some((statement) => isPublic(statement) || (type !== KEY && isAdministrator(statement))),
    );
    expect(tooWide.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });
});

describe("the program of prod", () => {
  it("satisfies all advisory rules", async () => {
    const { resources } = await programOf("prod");
    expect(findings(resources, "advisory")).toEqual([]);
  });
});

describe("the policy pack", () => {
  it("reports a program without flow logs, bucket policies and lifecycle policies", async () => {
    const { resources } = await programOf("dev");
    const worse = resources.filter(({ type }) => !/FlowLog$|BucketPolicy$|LifecyclePolicy$/.test(type));
    const names = findings(worse, "mandatory").map((finding) => finding.split(":")[0]);
    expect([...new Set(names)]).toEqual(["vpc-flow-logs", "bucket-tls-only", "ecr-lifecycle"]);
  });
});
