import { KUBERNETES_PATCHES } from "../../../tools/kubernetes";
import { keptSchemas, schemaValidator } from "../../support/kubernetes-schemas";

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } };

describe.each([...KUBERNETES_PATCHES])("the kept schemas of Kubernetes %s", (minor, patch) => {
  const check = schemaValidator(minor);
  const quota = (hard: unknown): Record<string, unknown> => ({
    apiVersion: "v1",
    kind: "ResourceQuota",
    spec: { hard },
  });

  it("have the version of the API server that tests use for that minor version", () => {
    expect(keptSchemas(minor).version).toBe(patch);
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ["nothing against a valid object", quota({ pods: "20", cpu: 4 }), []],
    ["an unknown field", { ...quota({}), sepc: {} }, ['unknown field "sepc"']],
    ["an unknown field far down", { ...quota({}), metadata: { lables: {} } }, ['/metadata unknown field "lables"']],
    [
      "a value of the wrong type",
      { ...quota({}), metadata: { labels: { version: 2 } } },
      ["/metadata/labels/version must be string"],
    ],
    [
      "a kind that this version has not",
      { apiVersion: "policy/v1beta1", kind: "PodSecurityPolicy" },
      ["is of an unknown kind, policy/v1beta1 PodSecurityPolicy"],
    ],
    ["nothing of what is no object of the API", { chart: "karpenter" }, []],
  ])("have %s", (_, inputs, errors) => {
    expect(check(QUOTA, inputs)).toEqual(errors);
  });

  it("require fields of an object, and no fields of a patch", () => {
    const incomplete = { ...DEPLOYMENT, spec: { replicas: 2 } };
    expect(check("kubernetes:apps/v1:Deployment", incomplete)).toEqual([
      "/spec must have required property 'selector'",
      "/spec must have required property 'template'",
    ]);
    expect(check("kubernetes:apps/v1:DeploymentPatch", incomplete)).toEqual([]);
  });
});
