import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type * as kubernetes from "@pulumi/kubernetes";

import type { ControlPlane } from "../../tools/kubernetes";
import { logicalName } from "../../tools/rehearse/rehearsal";
import { type Container, eventually, pod, refusal } from "../support/admission";
import { JUDGED_MINOR } from "../support/judged-minor";
import { PROJECT_DIR } from "../support/program";
import { load, setStage, applyDefinitions, type StageFixture, startControlPlane } from "../support/stage";

const TIMEOUT_MS = 180_000;

let controlPlane: ControlPlane;

beforeAll(async () => {
  controlPlane = await startControlPlane(JUDGED_MINOR);
}, TIMEOUT_MS);

afterAll(() => controlPlane.stop());

const POOL_DEFINITION = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: pools.example.com }
spec:
  group: example.com
  names: { kind: Pool, plural: pools }
  scope: Cluster
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { limit: { type: integer } } } }
`;

/** What the API server says to this object; empty when it would take it. */
function refusalOf(object: Record<string, unknown>): Promise<string> {
  return refusal(controlPlane.client, object);
}

describe("a stack on a real API server", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await setStage("dev", { kubernetes: controlPlane.client });
    const { succeeded, errors } = await fixture.stage.up();
    expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
    await eventually(
      () => refusalOf(pod("api")),
      (reason) => !reason.includes("status unknown for quota"),
    );
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it("admits a compliant pod to a namespace of the platform, with the namespace's defaults and without a token", async () => {
    const { object } = await controlPlane.client.tryCreate(pod("api"));
    expect(object["spec"]).toMatchObject({
      serviceAccountName: "default",
      containers: [
        { resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } } },
      ],
    });
    expect(object["spec"]).not.toHaveProperty("volumes");
  });

  it.each<[string, Container, string]>([
    ["is privileged", { securityContext: { privileged: true } }, 'violates PodSecurity "restricted:latest"'],
    [
      "asks for more than the quota",
      { resources: { requests: { cpu: "64" }, limits: { cpu: "64" } } },
      "exceeded quota",
    ],
  ])("refuses a pod that %s", async (_, change, reason) => {
    expect(await refusalOf(pod("api", change))).toContain(reason);
  });

  it(
    "shows what somebody changed there, and does not take it back unasked",
    async () => {
      const quota = {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: "quota", namespace: "api" },
        spec: { hard: { pods: "1000" } },
      };
      await controlPlane.client.serverSideApply(quota, { manager: "somebody", force: true });
      const changed = async (run: "refresh" | "up"): Promise<readonly string[]> =>
        (await fixture.stage[run]()).steps.map(({ op, urn }) => `${op} ${logicalName(urn)}`);
      expect(await changed("refresh")).toEqual(["update cluster-namespace-api-quota"]);
      // The provider does not take a field from another manager, unless the object says so.
      const { succeeded, errors } = await fixture.stage.up();
      expect(succeeded).toBe(false);
      expect(errors.join("\n")).toMatch(/ResourceQuota api\/quota: .*conflict with "somebody".*\.spec\.hard\.pods/s);
    },
    TIMEOUT_MS,
  );
});

describe("in a restricted namespace", () => {
  const NAMESPACE = "closed";
  const privileged = pod(NAMESPACE, { securityContext: { privileged: true } })["spec"];

  /** A stack of the namespace and one object in it. */
  function stageWith(object: Record<string, unknown>): Promise<StageFixture> {
    const program = (): Promise<void> => {
      const k8s = load("@pulumi/kubernetes") as typeof kubernetes;
      const provider = new k8s.Provider("cluster", { kubeconfig: "{}" });
      const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
      const namespace = new k8s.core.v1.Namespace(NAMESPACE, { metadata: { name: NAMESPACE, labels } }, { provider });
      // Node's own Pulumi knows no arrays of jest's.
      const args = structuredClone({ ...object, metadata: { name: "object", namespace: NAMESPACE } });
      new k8s.apiextensions.CustomResource("object", args as never, { provider, dependsOn: [namespace] });
      return Promise.resolve();
    };
    return setStage("dev", { kubernetes: controlPlane.client, program });
  }

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      "an unknown field",
      { apiVersion: "v1", kind: "ConfigMap", dtaa: {} },
      /ConfigMap closed\/object: .*\.dtaa: field not declared in schema/,
    ],
    [
      "a bad quantity",
      { apiVersion: "v1", kind: "ResourceQuota", spec: { hard: { cpu: "four" } } },
      /ResourceQuota closed\/object: .*quantities must match/,
    ],
    [
      "a privileged pod",
      { apiVersion: "v1", kind: "Pod", spec: privileged },
      /Pod closed\/object: .*violates PodSecurity "restricted:latest": privileged/,
    ],
    [
      "a kind that the cluster does not know",
      { apiVersion: "karpenter.sh/v1", kind: "NodePool" },
      /NodePool closed\/object: no matches for kind "NodePool" in version "karpenter.sh\/v1"/,
    ],
  ])(
    "%s fails the update, which names object, field and reason",
    async (_, object, refusal) => {
      const { stage, end } = await stageWith(object);
      try {
        const { succeeded, errors } = await stage.up();
        expect(succeeded).toBe(false);
        expect(errors.join("\n")).toMatch(refusal);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );

  it(
    "a workload whose pods would be refused is told, though the API server itself takes it with a warning",
    async () => {
      const labels = { app: "privileged" };
      const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: privileged } };
      const { stage, sandbox, end } = await stageWith({ apiVersion: "apps/v1", kind: "Deployment", spec });
      try {
        expect((await stage.up()).errors).toEqual([]);
        const [refusal] = (await sandbox.judge?.refusedPods()) ?? [];
        expect(refusal).toMatch(/^pods of Deployment closed\/object: .*violates PodSecurity "restricted/);
        const [warning] = sandbox.judge?.verdict().warnings ?? [];
        expect(warning).toMatch(/^Deployment closed\/object: would violate PodSecurity/);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});

it("knows the kinds that a folder of CustomResourceDefinitions holds, as soon as they are applied", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "groundwork-crds-"));
  try {
    writeFileSync(path.join(directory, "pools.yaml"), POOL_DEFINITION);
    await applyDefinitions(controlPlane.client, directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
  const pool = { apiVersion: "example.com/v1", kind: "Pool", metadata: { name: "spot" } };
  expect(await refusalOf({ ...pool, spec: { limit: 10 } })).toBe("");
  expect(await refusalOf({ ...pool, spec: { limit: "ten" } })).toContain("spec.limit in body must be of type integer");
  expect(await refusalOf({ ...pool, spec: { limits: 10 } })).toContain('unknown field "spec.limits"');
});

it(
  "leaves neither process nor file behind when its own process is killed",
  async () => {
    const script = [
      `const { startControlPlane } = require("./tools/kubernetes");`,
      `startControlPlane("${JUDGED_MINOR}").then(({ directory }) => console.log(directory));`,
    ].join("\n");
    const child = spawn(process.execPath, ["-r", "ts-node/register", "-e", script], {
      cwd: PROJECT_DIR,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [printed] = (await once(child.stdout, "data")) as [Buffer];
    const directory = printed.toString().trim();
    const pids = ["etcd", "kube-apiserver", "kube-controller-manager"].map((name) =>
      Number(readFileSync(path.join(directory, `${name}.pid`), "utf8")),
    );
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    child.kill("SIGKILL");
    await eventually(
      () => Promise.resolve(existsSync(directory)),
      (exists) => !exists,
    );
    expect([existsSync(directory), ...pids.map(isAlive)]).toEqual([false, false, false, false]);
  },
  TIMEOUT_MS,
);

/** A zombie is as good as gone: whether its parent, which died, is replaced by one that reaps is the machine's affair. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
