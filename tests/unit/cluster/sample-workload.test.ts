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
    ["the only version (rolling update)", { blue }, { ...common, "app.kubernetes.io/instance": "blue" }],
    [
      "the version with all requests (blue-green)",
      { blue: { ...blue, weight: 0 }, green: { ...blue, weight: 100 } },
      { ...common, "app.kubernetes.io/instance": "green" },
    ],
    ["both versions (canary)", { blue: { ...blue, weight: 90 }, green: { ...blue, weight: 10 } }, common],
  ])("sends requests to pods of %s", (_, versions, selector) => {
    expect(serviceSelector("sample", versions)).toEqual(selector);
  });

  it.each([
    [100, { minReplicas: 10, maxReplicas: 40 }],
    [90, { minReplicas: 9, maxReplicas: 36 }],
    [10, { minReplicas: 1, maxReplicas: 4 }],
    [1, { minReplicas: 1, maxReplicas: 1 }],
    [0, { minReplicas: 10, maxReplicas: 40 }],
  ])("with weight %i has its share of the replicas, or all if it has no requests", (weight, bounds) => {
    expect(replicaBounds({ minReplicas: 10, maxReplicas: 40 }, weight)).toEqual(bounds);
  });

  it("that does not become ready fails within 300 seconds, and no old pod is deleted", () => {
    expect(deployment().inputs["spec"]).toMatchObject({
      progressDeadlineSeconds: 240,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    expect(deployment().options.customTimeouts).toEqual({ create: "300s", update: "300s" });
  });

  it("gets requests only once all versions are ready", () => {
    const needed = [...waitsFor(recording, recording.one(SERVICE))];
    expect(needed).toEqual(expect.arrayContaining([key(deployment("blue")), key(deployment("green"))]));
  });
});

describe("the sample workload", () => {
  it("is created only if it is configured", async () => {
    const without = await recordCluster();
    expect(without.ofType(DEPLOYMENT)).toEqual([]);
  });

  it("depends on its namespace and on the admission policies", () => {
    const needed = [...waitsFor(recording, recording.one("groundwork:cluster:SampleWorkload"))];
    expect(needed).toEqual(
      expect.arrayContaining([
        "groundwork:cluster:NamespaceBaseline::cluster-namespace-apps",
        "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding::cluster-admission-images-binding",
      ]),
    );
  });

  it("meets the restricted standard, and has a read-only root file system", () => {
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

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])("has a %s on /health", (probe) => {
    expect(deployment().inputs["spec"]).toMatchObject({
      template: { spec: { containers: [{ [probe]: { httpGet: { path: "/health", port: "http" } } }] } },
    });
    expect(recording.one("kubernetes:core/v1:ConfigMap", "cluster-sample-nginx").inputs["data"]).toEqual({
      "default.conf": expect.stringContaining("location = /health") as string,
    });
  });

  it("spreads each rollout over zones and nodes as far as possible", () => {
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

  it("scales out at 70 % of its CPU request, and sets the number of replicas at creation only", () => {
    expect(recording.one(AUTOSCALER, "cluster-sample-blue-autoscaler").inputs["spec"]).toMatchObject({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "sample-blue" },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{ resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
    });
    expect(deployment().inputs["spec"]).toMatchObject({ replicas: 2 });
    expect(deployment().options.ignoreChanges).toEqual(["spec.replicas"]);
  });

  it("allows one eviction at a time, so that nodes can be drained (kubernetes-sigs/cluster-api-provider-aws#5455)", () => {
    expect(recording.one("kubernetes:policy/v1:PodDisruptionBudget").inputs["spec"]).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": "sample" } },
    });
  });

  it("serves pods of its namespace on port 80, from port 8080", () => {
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
