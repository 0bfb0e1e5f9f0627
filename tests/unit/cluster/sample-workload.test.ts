import { replicaBounds, serviceSelector } from "../../../components/cluster/sample-workload/release";
import { key, type RecordedResource, type Recording } from "../../support/record";
import { recordCluster, SAMPLE_WORKLOAD, waitsFor } from "./fixture";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster({
    sampleWorkload: {
      ...SAMPLE_WORKLOAD,
      versions: {
        blue: { image: "registry.example/sample:1", weight: 100 },
        green: { image: "registry.example/sample:2", weight: 0 },
      },
    },
  });
});

function deployment(version = "blue"): RecordedResource {
  return recording.one(DEPLOYMENT, `cluster-sample-${version}`);
}

describe("a release", () => {
  const blue = { image: "i:1", weight: 100 };
  const common = { "app.kubernetes.io/name": "sample" };

  it.each([
    ["rolling: one version", { blue }, { ...common, "app.kubernetes.io/instance": "blue" }],
    [
      "blue-green: the version with all requests",
      { blue: { ...blue, weight: 0 }, green: { ...blue, weight: 100 } },
      { ...common, "app.kubernetes.io/instance": "green" },
    ],
    ["canary: both", { blue: { ...blue, weight: 90 }, green: { ...blue, weight: 10 } }, common],
  ])("sends requests to, %s", (_, versions, selector) => {
    expect(serviceSelector("sample", versions)).toEqual(selector);
  });

  it.each([
    [100, { minReplicas: 10, maxReplicas: 40 }],
    [90, { minReplicas: 9, maxReplicas: 36 }],
    [10, { minReplicas: 1, maxReplicas: 4 }],
    [1, { minReplicas: 1, maxReplicas: 1 }],
    [0, { minReplicas: 10, maxReplicas: 40 }],
  ])("of weight %i is as large as its share, or ready to take over", (weight, bounds) => {
    expect(replicaBounds({ minReplicas: 10, maxReplicas: 40 }, weight)).toEqual(bounds);
  });

  it("that does not get ready fails within 300 seconds, while no old pod goes for it", () => {
    expect(deployment().inputs["spec"]).toMatchObject({
      progressDeadlineSeconds: 240,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    expect(deployment().options.customTimeouts).toEqual({ create: "300s", update: "300s" });
  });

  it("gets requests when every version is ready, and not before", () => {
    const needed = [...waitsFor(recording, recording.one(SERVICE))];
    expect(needed).toEqual(expect.arrayContaining([key(deployment("blue")), key(deployment("green"))]));
  });
});

describe("the sample workload", () => {
  it("is there if config says so, and only then", async () => {
    const without = await recordCluster();
    expect(without.ofType(DEPLOYMENT)).toEqual([]);
  });

  it("comes after its namespace with all rules, and after the admission policies", () => {
    const needed = [...waitsFor(recording, recording.one("groundwork:cluster:SampleWorkload"))];
    expect(needed).toEqual(
      expect.arrayContaining([
        "groundwork:cluster:NamespaceBaseline::cluster-namespace-apps",
        "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding::cluster-admission-images-binding",
      ]),
    );
  });

  it("runs as the restricted standard wants it, and on a root file system that it cannot write", () => {
    expect(deployment().inputs["spec"]).toMatchObject({
      template: {
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
              envFrom: [{ configMapRef: { name: "app-config" } }],
            },
          ],
        },
      },
    });
  });

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])("answers /health for its %s", (probe) => {
    expect(deployment().inputs["spec"]).toMatchObject({
      template: { spec: { containers: [{ [probe]: { httpGet: { path: "/health", port: "http" } } }] } },
    });
    expect(recording.one("kubernetes:core/v1:ConfigMap", "cluster-sample-nginx").inputs["data"]).toEqual({
      "default.conf": expect.stringContaining("location = /health") as string,
    });
  });

  it("spreads each rollout over zones and nodes, even where that cannot be perfect", () => {
    expect(deployment("green").inputs["spec"]).toMatchObject({
      template: {
        spec: {
          topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: {
              matchLabels: { "app.kubernetes.io/name": "sample", "app.kubernetes.io/instance": "green" },
            },
            matchLabelKeys: ["pod-template-hash"],
          })),
        },
      },
    });
  });

  it("grows at 70 % of the CPU it requests; its size is written at creation only", () => {
    expect(recording.one(AUTOSCALER, "cluster-sample-blue-autoscaler").inputs["spec"]).toMatchObject({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "sample-blue" },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{ resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
    });
    expect(deployment().inputs["spec"]).toMatchObject({ replicas: 2 });
    expect(deployment().options.ignoreChanges).toEqual(["spec.replicas"]);
  });

  it("lets nodes be drained, a pod at a time (kubernetes-sigs/cluster-api-provider-aws#5455)", () => {
    expect(recording.one("kubernetes:policy/v1:PodDisruptionBudget").inputs["spec"]).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": "sample" } },
    });
  });

  it("serves port 80 from 8080, to pods of its namespace", () => {
    expect(recording.one(SERVICE).inputs["spec"]).toMatchObject({ ports: [{ port: 80, targetPort: "http" }] });
    expect(
      recording.one("kubernetes:networking.k8s.io/v1:NetworkPolicy", "cluster-sample-requests").inputs,
    ).toMatchObject({
      metadata: { namespace: "apps" },
      spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "sample" } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ podSelector: {} }], ports: [{ protocol: "TCP", port: 8080 }] }],
      },
    });
  });
});
