import type { Cluster, ClusterArgs } from "../../../components/cluster";
import { podSecurityLabels } from "../../../components/cluster/baseline/pod-security";
import type { RecordedResource, Recording } from "../../support/record";
import { KARPENTER, NAMESPACE, NODE_GROUP, recordCluster, SAMPLE_WORKLOAD } from "./fixture";

type IpFamily = ClusterArgs["ipFamily"];

const FARGATE = { jobs: { selectors: [{ namespace: "jobs-*", labels: {} }] } };
const AUTO = {
  autoMode: { architectures: ["arm64"], capacityTypes: ["spot"], limits: { cpu: 16, memory: "64Gi" } },
  nodeGroups: {},
} as const;

/** Every way in which a cluster gets its nodes. */
const MODES = {
  "node groups": { nodeGroups: { system: NODE_GROUP } },
  "node groups and a load balancer controller": { loadBalancerController: { version: "3.5.0", isolatedVpc: false } },
  "node groups and Fargate": { fargateProfiles: FARGATE },
  Karpenter: { karpenter: KARPENTER },
  "Auto Mode": AUTO,
  "Auto Mode and Fargate": { ...AUTO, fargateProfiles: FARGATE },
} as const satisfies Record<string, Partial<ClusterArgs>>;

type Mode = keyof typeof MODES;

const CASES = (Object.keys(MODES) as Mode[]).flatMap((mode) =>
  (["ipv4", "ipv6"] as const).map((ipFamily) => ({ mode, ipFamily })),
);

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const COREDNS_PODS = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};
const ON_SYSTEM_NODES = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

describe.each(CASES)("the baseline of a cluster with $mode and $ipFamily", ({ mode, ipFamily }) => {
  const isAuto = mode.startsWith("Auto Mode");
  let recording: Recording<Cluster>;

  beforeAll(async () => {
    recording = await recordCluster({
      ...MODES[mode],
      ipFamily,
      namespaces: { apps: { ...NAMESPACE, serviceAccounts: ["api"] } },
      optionalAddons: { "snapshot-controller": { version: "v8.6.0-eksbuild.6" } },
      sampleWorkload: SAMPLE_WORKLOAD,
      diagnostics: { bucket: "data", logLines: 50, namespaces: ["apps"], imageRegistry: "public.ecr.aws" },
    });
  });

  function spec(type: string, name: string): unknown {
    return recording.one(type, name).inputs["spec"];
  }

  function namesOf(type: string): unknown[] {
    return recording
      .ofType(type)
      .map(({ inputs }) => (inputs["metadata"] as { name: string }).name)
      .sort();
  }

  it.each(["cluster-namespace-apps", "cluster-diagnostics-namespace"])(
    "allows pods of %s DNS queries only",
    (namespace) => {
      const nodeDns = isAuto ? [{ ipBlock: { cidr: dnsOf(recording, ipFamily) } }] : [];
      expect(spec(POLICY, `${namespace}-allow-dns`)).toEqual({
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [COREDNS_PODS, ...nodeDns],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      });
      expect(spec(POLICY, `${namespace}-default-deny`)).toEqual({
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
      });
    },
  );

  it("has pods of CoreDNS unless nodes answer DNS queries", () => {
    const names = recording.ofType("aws:eks/addon:Addon").map(({ inputs }) => inputs["addonName"]);
    expect(names.includes("coredns")).toBe(mode !== "Auto Mode");
  });

  it("has readiness gates of the controller that creates load balancers", () => {
    const gates = {
      ...(isAuto ? { "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" } : {}),
      ...(mode.endsWith("controller") ? { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } : {}),
    };
    const labels = (name: string): unknown =>
      (recording.one("kubernetes:core/v1:Namespace", name).inputs["metadata"] as { labels: unknown }).labels;
    expect(labels("cluster-namespace-apps")).toEqual({ ...podSecurityLabels("baseline"), ...gates });
    expect(labels("cluster-diagnostics-namespace")).toEqual(podSecurityLabels("restricted"));
  });

  it("has storage and snapshot classes of the CSI driver of its nodes", () => {
    const driver = isAuto ? "ebs.csi.eks.amazonaws.com" : "ebs.csi.aws.com";
    const nodes = [{ matchLabelExpressions: [{ key: "eks.amazonaws.com/compute-type", values: ["auto"] }] }];
    for (const name of ["cluster-gp3", "cluster-gp3-retain"]) {
      const { inputs } = recording.one("kubernetes:storage.k8s.io/v1:StorageClass", name);
      expect(inputs["provisioner"]).toBe(driver);
      expect(inputs["allowedTopologies"]).toEqual(isAuto ? nodes : undefined);
    }
    const snapshots = recording.one("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass", "cluster-snapshots");
    expect(snapshots.inputs["driver"]).toBe(driver);
  });

  it("has the same priority classes, admission policies and service accounts in each mode", () => {
    expect(namesOf("kubernetes:scheduling.k8s.io/v1:PriorityClass")).toEqual(["batch", "platform-critical"]);
    expect(namesOf("kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy")).toEqual([
      "disruption-budgets",
      "images",
      "service-addresses",
    ]);
    const accounts: RecordedResource[] = [
      ...recording.ofType("kubernetes:core/v1:ServiceAccount"),
      ...recording.ofType("kubernetes:core/v1:ServiceAccountPatch"),
    ];
    expect(accounts.map(({ inputs }) => inputs["automountServiceAccountToken"])).toEqual(Array(4).fill(false));
  });

  it("allows diagnostics to reach the Pod Identity Agent of its IP family, and to run on system nodes", () => {
    const cidr = ipFamily === "ipv4" ? "169.254.170.23/32" : "fd00:ec2::23/128";
    expect(spec(POLICY, "cluster-diagnostics-requests")).toMatchObject({
      egress: [
        { ports: [{ protocol: "TCP", port: 443 }] },
        { to: [{ ipBlock: { cidr } }], ports: [{ protocol: "TCP", port: 80 }] },
      ],
    });
    expect(spec("kubernetes:batch/v1:CronJob", "cluster-diagnostics-cron-job")).toMatchObject({
      jobTemplate: { spec: { template: { spec: { priorityClassName: "batch", tolerations: ON_SYSTEM_NODES } } } },
    });
  });

  it("has a sample workload that listens on the address of its probes", () => {
    const { data } = recording.one("kubernetes:core/v1:ConfigMap", "cluster-sample-nginx").inputs as {
      data: Record<string, string>;
    };
    const listen = { ipv4: "listen 8080;", ipv6: "listen [::]:8080;" }[ipFamily];
    expect(data["default.conf"]?.match(/listen [^;]+;/g)).toEqual([listen]);
  });
});

/** The tenth address of the range that Services have. */
function dnsOf(recording: Recording<Cluster>, ipFamily: IpFamily): string {
  if (ipFamily === "ipv4") return "172.20.0.10/32";
  const { state } = recording.one("aws:eks/cluster:Cluster", "cluster");
  const { serviceIpv6Cidr } = state["kubernetesNetworkConfig"] as { serviceIpv6Cidr: string };
  return serviceIpv6Cidr.replace("/108", "a/128");
}

describe("the address of DNS", () => {
  it("is an output if EKS chooses the range of Services", async () => {
    const overrides = { ...AUTO, namespaces: { apps: NAMESPACE }, serviceCidr: undefined };
    const recording = await recordCluster(overrides as unknown as Partial<ClusterArgs>);
    expect(recording.one(POLICY, "cluster-namespace-apps-allow-dns").inputs["spec"]).toMatchObject({
      egress: [{ to: [COREDNS_PODS, { ipBlock: { cidr: "172.20.0.10/32" } }] }],
    });
  });
});
