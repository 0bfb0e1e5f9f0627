import { admissionRules } from "../../../components/cluster/baseline/admission-rules";
import { NAMESPACE, recordCluster } from "./fixture";

const POLICY = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const BINDING = `${POLICY}Binding`;
const WEBHOOKS = /:(Validating|Mutating)WebhookConfiguration$/;

const POLICIES = ["disruption-budgets", "images", "service-addresses"];

describe("admission policies", () => {
  it.each([
    ["deny", ["Deny", "Audit"]],
    ["warn", ["Warn", "Audit"]],
  ] as const)("%s in the namespaces of the stack only", async (action, validationActions) => {
    const recording = await recordCluster({
      namespaces: { jobs: NAMESPACE, apps: NAMESPACE },
      admission: { action, registries: [] },
    });
    const specs = recording.ofType(BINDING).map(({ inputs }) => inputs["spec"]);
    const matchExpressions = [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["apps", "jobs"] }];
    const matchResources = { namespaceSelector: { matchExpressions } };
    expect(specs).toHaveLength(POLICIES.length);
    expect(specs).toEqual(
      expect.arrayContaining(POLICIES.map((policyName) => ({ policyName, validationActions, matchResources }))),
    );
  });

  it("need no webhook, for which pods would have to wait (terraform-aws-modules/terraform-aws-eks#1748)", async () => {
    const recording = await recordCluster();
    expect(recording.ofType(POLICY)).toHaveLength(POLICIES.length);
    expect(recording.resources.filter(({ type }) => WEBHOOKS.test(type))).toEqual([]);
  });

  it("apply to an existing object only when its spec changes", async () => {
    const recording = await recordCluster();
    for (const { inputs } of recording.ofType(POLICY)) {
      expect(inputs["spec"]).toMatchObject({
        failurePolicy: "Fail",
        matchConditions: [{ expression: "oldObject == null || object.spec != oldObject.spec" }],
      });
    }
  });

  it("are not created without namespaces", async () => {
    const recording = await recordCluster({ namespaces: {} });
    expect(recording.ofType(POLICY)).toEqual([]);
  });

  it("match a registry by its complete name", () => {
    const { images } = admissionRules(["registry.example", "public.ecr.aws/nginx"]);
    expect(images?.variables.find(({ name }) => name === "foreign")?.expression).toContain(
      '["registry.example/","public.ecr.aws/nginx/"]',
    );
  });
});
