import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import type * as kubernetes from "@pulumi/kubernetes";

import type { ControlPlane } from "../../tools/kubernetes";
import { logicalName } from "../../tools/rehearse/rehearsal";
import { type Container, eventually, pod, refusal } from "../support/admission";
import { TESTED_MINOR } from "../support/tested-minor";
import { PROJECT_DIR } from "../support/stack-files";
import { load, findDefinitions, createStage, type StageFixture, startControlPlane } from "../support/stage";

const TIMEOUT_MS = 180_000;
const SAMPLE = { apiVersion: "apps/v1", kind: "Deployment", namespace: "sample", name: "sample-blue" };

let controlPlane: ControlPlane;

beforeAll(async () => {
  controlPlane = await startControlPlane(TESTED_MINOR, await findDefinitions());
}, TIMEOUT_MS);

afterAll(() => controlPlane.stop());

/** The API server's errors for this object; empty if it accepts the object. */
function refusalOf(object: Record<string, unknown>): Promise<string> {
  return refusal(controlPlane.client, object);
}

function imageOf(tag: string): string {
  return `public.ecr.aws/nginx/nginx-unprivileged:${tag}`;
}

/** The container of the sample workload, from the cluster. */
async function sampleContainer(): Promise<Container> {
  const live = (await controlPlane.client.read(SAMPLE)) as {
    spec: { template: { spec: { containers: Container[] } } };
  };
  const [container = {}] = live.spec.template.spec.containers;
  return container;
}

describe("a stack on a real API server", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("dev", { kubernetes: controlPlane.client });
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
      "requests more than the quota",
      { resources: { requests: { cpu: "64" }, limits: { cpu: "64" } } },
      "exceeded quota",
    ],
  ])("refuses a pod that %s", async (_, change, reason) => {
    expect(await refusalOf(pod("api", change))).toContain(reason);
  });

  it(
    "rolls out a release again with the next update after a rollback, also when another manager set the image",
    async () => {
      const { apiVersion, kind, namespace, name } = SAMPLE;
      await release("1.29.2");
      const container = { name: (await sampleContainer())["name"], image: imageOf("1.29.1") };
      await controlPlane.client.serverSideApply(
        { apiVersion, kind, metadata: { namespace, name }, spec: { template: { spec: { containers: [container] } } } },
        { manager: "kubectl-rollout", force: true },
      );
      expect((await sampleContainer())["image"]).toBe(imageOf("1.29.1"));
      await release("1.29.3");
      expect((await sampleContainer())["image"]).toBe(imageOf("1.29.3"));
    },
    TIMEOUT_MS,
  );

  it(
    "shows changes outside of Pulumi, and does not revert them without an update",
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
      // The provider takes a field over from another manager only if the object has the annotation.
      const { succeeded, errors } = await fixture.stage.up();
      expect(succeeded).toBe(false);
      expect(errors.join("\n")).toMatch(/ResourceQuota api\/quota: .*conflict with "somebody".*\.spec\.hard\.pods/s);
    },
    TIMEOUT_MS,
  );

  async function release(tag: string): Promise<void> {
    await fixture.stage.editConfig((document) => {
      const versions = { blue: { image: imageOf(tag), weight: 100 } };
      document.setIn(["config", "groundwork:cluster", "sampleWorkload", "versions"], versions);
    });
    expect((await fixture.stage.up()).errors).toEqual([]);
  }
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
      // Pulumi, loaded by Node, does not recognize arrays of jest's realm.
      const args = structuredClone({ ...object, metadata: { name: "object", namespace: NAMESPACE } });
      new k8s.apiextensions.CustomResource("object", args as never, { provider, dependsOn: [namespace] });
      return Promise.resolve();
    };
    return createStage("dev", { kubernetes: controlPlane.client, program });
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
      "a kind that the cluster does not serve",
      { apiVersion: "cert-manager.io/v1", kind: "Issuer" },
      /Issuer closed\/object: no matches for kind "Issuer" in version "cert-manager.io\/v1"/,
    ],
  ])(
    "%s fails the update with an error that names object, field and reason",
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
    "a workload whose pods would be refused is reported, although the API server accepts it with a warning",
    async () => {
      const labels = { app: "privileged" };
      const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: privileged } };
      const { stage, sandbox, end } = await stageWith({ apiVersion: "apps/v1", kind: "Deployment", spec });
      try {
        expect((await stage.up()).errors).toEqual([]);
        const [refusal] = (await sandbox.apiServer?.rejectedPods()) ?? [];
        expect(refusal).toMatch(/^pods of Deployment closed\/object: .*violates PodSecurity "restricted/);
        const [warning] = sandbox.apiServer?.report().warnings ?? [];
        expect(warning).toMatch(/^Deployment closed\/object: would violate PodSecurity/);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});

/** Kinds of charts and add-ons, defined as their projects publish them. */
describe("for the kinds that charts and add-ons define, the API server", () => {
  const NODE_POOL = {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "apps" },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "apps" },
          requirements: [{ key: "kubernetes.io/arch", operator: "In", values: ["arm64"] }],
        },
      },
      limits: { cpu: "64" },
      disruption: { consolidateAfter: "1m", budgets: [{ nodes: "10%" }] },
    },
  };
  const SNAPSHOT_CLASS = {
    apiVersion: "snapshot.storage.k8s.io/v1",
    kind: "VolumeSnapshotClass",
    metadata: { name: "ebs" },
    driver: "ebs.csi.aws.com",
    deletionPolicy: "Delete",
  };
  const terms = [{ id: "subnet-0123456789abcdef0" }];
  const NODE_CLASS = {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: "apps" },
    spec: {
      amiSelectorTerms: [{ alias: "al2023@v20260827" }],
      instanceProfile: "nodes",
      subnetSelectorTerms: terms,
      securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }],
    },
  };

  it.each([NODE_POOL, NODE_CLASS, SNAPSHOT_CLASS])("accepts a valid $kind", async (object) => {
    expect(await refusalOf(object)).toBe("");
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "an unknown field of a NodePool",
      { ...NODE_POOL, spec: { ...NODE_POOL.spec, limit: { cpu: "64" } } },
      'unknown field "spec.limit"',
    ],
    [
      "a share of more than 100% of the nodes",
      {
        ...NODE_POOL,
        spec: { ...NODE_POOL.spec, disruption: { consolidateAfter: "1m", budgets: [{ nodes: "110%" }] } },
      },
      "spec.disruption.budgets[0].nodes in body should match",
    ],
    [
      "a schedule without a duration, which only a rule of the definition refuses",
      {
        ...NODE_POOL,
        spec: {
          ...NODE_POOL.spec,
          disruption: { consolidateAfter: "1m", budgets: [{ nodes: "0", schedule: "0 7 * * mon-fri" }] },
        },
      },
      "'schedule' must be set with 'duration'",
    ],
    [
      "an EC2NodeClass with two identities",
      { ...NODE_CLASS, spec: { ...NODE_CLASS.spec, role: "nodes" } },
      "must specify exactly one of ['role', 'instanceProfile']",
    ],
    [
      "a VolumeSnapshotClass with a policy that does not exist",
      { ...SNAPSHOT_CLASS, deletionPolicy: "Keep" },
      'Unsupported value: "Keep"',
    ],
    ["a VolumeSnapshotClass without a driver", { ...SNAPSHOT_CLASS, driver: undefined }, "driver: Required value"],
  ])("refuses %s", async (_, object, reason) => {
    expect(await refusalOf(object)).toContain(reason);
  });
});

it(
  "an API server leaves no process and no file when the process that started it is killed",
  async () => {
    const script = [
      `const { startControlPlane } = require("./tools/kubernetes");`,
      `startControlPlane("${TESTED_MINOR}").then(({ directory }) => console.log(directory));`,
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
    // A killed process ends after a short time, which is longer on a busy machine.
    const left = await eventually(
      () => Promise.resolve([existsSync(directory), ...pids.map(isAlive)]),
      (each) => !each.includes(true),
    );
    expect(left).toEqual([false, false, false, false]);
  },
  TIMEOUT_MS,
);

/** A zombie counts as ended: whether it is reaped depends on the init process of the machine. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
