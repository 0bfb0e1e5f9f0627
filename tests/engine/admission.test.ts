import { DRY_RUNS_ONLY, PREVIEW_GROUP, PREVIEW_RULES } from "../../components/cluster/access/preview-rules";
import type { ControlPlane } from "../../tools/kubernetes";
import { type Container, eventually, IMAGE, pod, refusal } from "../support/admission";
import { readPage, yamlDocuments } from "../support/markdown";
import { TESTED_MINOR } from "../support/tested-minor";
import { createStage, findDefinitions, type StageFixture, startControlPlane } from "../support/stage";

const TIMEOUT_MS = 180_000;

const { snippets } = readPage("docs/first-application.md");
/** The keys of the stack file for the namespace and the images of the application. */
const SETTINGS = yamlDocuments(snippets.filter(({ text }) => /^ {4}(namespaces|registries):$/m.test(text))).map(
  ({ values }) => values["config"] as Record<string, Record<string, Record<string, unknown>>>,
);
const MANIFESTS = yamlDocuments(snippets)
  .map(({ place, values }) => ({ place, kind: String(values["kind"]), object: values }))
  .filter(({ object: { apiVersion } }) => apiVersion !== undefined);

let controlPlane: ControlPlane;
let fixture: StageFixture;

function refusalOf(object: Record<string, unknown>): Promise<string> {
  return refusal(controlPlane.client, object);
}

/** Dev with the application of the documentation, on a real API server. */
beforeAll(async () => {
  controlPlane = await startControlPlane(TESTED_MINOR, await findDefinitions());
  fixture = await createStage("dev", { kubernetes: controlPlane.client });
  await fixture.stage.editConfig((document) => {
    for (const [part, keys] of SETTINGS.flatMap((config) => Object.entries(config)))
      for (const [key, entries] of Object.entries(keys))
        for (const [name, value] of Object.entries(entries)) document.setIn(["config", part, key, name], value);
  });
  expect((await fixture.stage.up()).errors).toEqual([]);
  await eventually(
    () => refusalOf(pod("api", { image: "nginx" })),
    (reason) => reason.includes("images without a version"),
  );
}, TIMEOUT_MS);

afterAll(async () => {
  await fixture.end();
  await controlPlane.stop();
});

describe("a namespace of the platform", () => {
  it.each<[string, Container, string]>([
    ["has the latest image", { image: IMAGE.replace(":1", ":latest") }, "images without a version or digest: 1111"],
    ["has an image without a version", { image: IMAGE.replace(":1", "") }, "images without a version or digest: 1111"],
    ["has an image of another registry", { image: "docker.io/library/nginx:1" }, ": docker.io/library/nginx:1"],
  ])("refuses a pod that %s", async (_, change, reason) => {
    expect(await refusalOf(pod("api", change))).toContain(reason);
  });

  it("admits an image only by its digest", async () => {
    expect(await refusalOf(pod("api", { image: IMAGE.replace(":1", `@sha256:${"a".repeat(64)}`) }))).toBe("");
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "a Deployment for the images of its pods",
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        spec: {
          selector: { matchLabels: { app: "a" } },
          template: { metadata: { labels: { app: "a" } }, spec: pod("api", { image: "nginx:1" })["spec"] },
        },
      },
      "images of registries other than",
    ],
    [
      "a CronJob for the images of its pods",
      {
        apiVersion: "batch/v1",
        kind: "CronJob",
        spec: {
          schedule: "0 0 * * *",
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  restartPolicy: "Never",
                  initContainers: [{ name: "a", image: "nginx:1" }],
                  containers: [{ name: "b", image: IMAGE }],
                },
              },
            },
          },
        },
      },
      ": nginx:1",
    ],
    [
      "a Service with external IP addresses",
      { apiVersion: "v1", kind: "Service", spec: { ports: [{ port: 80 }], externalIPs: ["192.0.2.1"] } },
      "externalIPs is not allowed",
    ],
  ])("refuses %s", async (_, object, reason) => {
    expect(await refusalOf({ ...object, metadata: { name: "probe", namespace: "api" } })).toContain(reason);
  });

  it.each([{ maxUnavailable: 0 }, { maxUnavailable: "0%" }, { minAvailable: "100%" }])(
    "refuses the budget %j, which prevents draining nodes (kubernetes-sigs/cluster-api-provider-aws#5455)",
    async (budget) => {
      const spec = { ...budget, selector: { matchLabels: { app: "a" } } };
      const object = { apiVersion: "policy/v1", kind: "PodDisruptionBudget", spec };
      expect(await refusalOf({ ...object, metadata: { name: "probe", namespace: "api" } })).toContain(
        "no node that runs such a pod can be drained",
      );
    },
  );

  it.each([{ maxUnavailable: 1 }, { minAvailable: 1 }, { minAvailable: "50%" }])("admits %j", async (budget) => {
    const spec = { ...budget, selector: { matchLabels: { app: "a" } } };
    const object = { apiVersion: "policy/v1", kind: "PodDisruptionBudget", spec };
    expect(await refusalOf({ ...object, metadata: { name: "probe", namespace: "api" } })).toBe("");
  });

  it("does not apply outside of the platform's namespaces", async () => {
    const service = { apiVersion: "v1", kind: "Service", spec: { ports: [{ port: 80 }], externalIPs: ["192.0.2.1"] } };
    expect(await refusalOf({ ...service, metadata: { name: "probe", namespace: "default" } })).toBe("");
  });

  it("has admission policies without a type error", async () => {
    for (const name of ["images", "service-addresses", "disruption-budgets"]) {
      const reference = {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        name,
        namespace: undefined,
      };
      const policy = await eventually(
        () => controlPlane.client.read(reference),
        (answer) => JSON.stringify(answer).includes("typeChecking"),
      );
      expect(policy?.["status"]).toMatchObject({ typeChecking: {} });
      expect(JSON.stringify(policy?.["status"])).not.toContain("expressionWarnings");
    }
  });
});

describe("a principal with policy preview", () => {
  const POLICY = { apiVersion: "admissionregistration.k8s.io/v1", metadata: { name: "preview" } };
  const RBAC = "rbac.authorization.k8s.io";
  const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "probe", namespace: "api" } };
  const previews = (): ControlPlane["client"] => controlPlane.client.as("someone", PREVIEW_GROUP);
  const write = (): Promise<string> =>
    previews()
      .serverSideApply(config, { manager: "test" })
      .then(
        () => "",
        (error: unknown) => (error as Error).message,
      );

  beforeAll(async () => {
    const objects = [
      { ...POLICY, kind: "ValidatingAdmissionPolicy", spec: DRY_RUNS_ONLY },
      {
        ...POLICY,
        kind: "ValidatingAdmissionPolicyBinding",
        spec: { policyName: "preview", validationActions: ["Deny"] },
      },
      { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name: "preview" }, rules: PREVIEW_RULES },
      {
        apiVersion: `${RBAC}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: "preview" },
        roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "preview" },
        subjects: [{ apiGroup: RBAC, kind: "Group", name: PREVIEW_GROUP }],
      },
    ];
    for (const object of objects) await controlPlane.client.serverSideApply(object, { manager: "test" });
  });

  it("can send dry runs, and no other writes", async () => {
    expect(await eventually(write, (reason) => reason.includes("dry runs only"))).toContain("dry runs only");
    expect(await refusal(previews(), { ...config, metadata: { ...config.metadata, name: "other" } })).toBe("");
  });

  it("cannot read Secrets", async () => {
    const secret = { apiVersion: "v1", kind: "Secret", name: "any", namespace: "api" };
    await expect(previews().read(secret)).rejects.toThrow("cannot get resource");
  });

  it("leaves the writes of others alone", async () => {
    expect(await controlPlane.client.serverSideApply(config, { manager: "other" })).toMatchObject({ warnings: [] });
  });
});

describe("the application of docs/first-application.md", () => {
  it("has settings and manifests", () => {
    expect([SETTINGS.length, MANIFESTS.length]).toEqual([2, 8]);
  });

  it.each(MANIFESTS)("has a $kind that the API server accepts: $place", async ({ object }) => {
    expect(await refusalOf(object)).toBe("");
  });

  it("has an ExternalSecret whose misspelt field the API server would refuse", async () => {
    const [secret] = MANIFESTS.filter(({ kind }) => kind === "ExternalSecret");
    const { spec, ...object } = secret?.object ?? {};
    const misspelt = { ...object, spec: { ...(spec as object), refreshIntervall: "1h" } };
    expect(await refusalOf(misspelt)).toContain('unknown field "spec.refreshIntervall"');
  });

  it.each(MANIFESTS.filter(({ kind }) => kind === "Deployment"))(
    "has pods that the namespace admits: $place",
    async ({ object }) => {
      const { template } = object["spec"] as {
        readonly template: { readonly metadata: object; readonly spec: unknown };
      };
      const metadata = { ...template.metadata, namespace: "shop", name: "shop" };
      expect(await refusalOf({ apiVersion: "v1", kind: "Pod", ...template, metadata })).toBe("");
    },
  );
});
