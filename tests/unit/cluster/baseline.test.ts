import type { NamespaceArgs, PodSecurityLevel } from "../../../components/cluster";
import { podSecurityLabels } from "../../../components/cluster/baseline/pod-security";
import type { RecordedResource, Recording } from "../../support/record";
import { NAMESPACE, recordCluster } from "./fixture";

const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";

let recording: Recording<unknown>;

beforeAll(async () => {
  const apps: NamespaceArgs = {
    ...NAMESPACE,
    podSecurity: "restricted",
    teams: { web: "edit", auditors: "view" },
    serviceAccounts: ["uploader"],
  };
  recording = await recordCluster({ namespaces: { apps } });
});

function object(type: string, role = ""): RecordedResource["inputs"] {
  return recording.one(`kubernetes:${type}`, `cluster-namespace-apps${role}`).inputs;
}

describe("podSecurityLabels", () => {
  it.each<PodSecurityLevel>(["restricted", "baseline", "privileged"])(
    "enforce %s, and warn about and audit restricted, in the version of the cluster",
    (level) => {
      expect(podSecurityLabels(level)).toEqual({
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/enforce-version": "latest",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "latest",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "latest",
      });
    },
  );
});

/** By their ids in CIS EKS 1.8. */
describe("CIS controls of a namespace", () => {
  it("4.2.1-4.2.5: Pod Security enforces the configured standard", () => {
    expect(object("core/v1:Namespace")["metadata"]).toEqual({
      name: "apps",
      labels: podSecurityLabels("restricted"),
    });
  });

  it("4.3.2: a network policy denies all traffic", () => {
    expect(object("networking.k8s.io/v1:NetworkPolicy", "-default-deny")).toMatchObject({
      metadata: { name: "default-deny", namespace: "apps" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
    expect(object("networking.k8s.io/v1:NetworkPolicy", "-default-deny")["spec"]).not.toHaveProperty("egress");
  });

  it("4.3.2: a network policy allows DNS queries to the pods of CoreDNS only", () => {
    expect(object("networking.k8s.io/v1:NetworkPolicy", "-allow-dns")).toMatchObject({
      metadata: { name: "allow-dns", namespace: "apps" },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
            ],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      },
    });
  });

  it("4.1.5, 4.1.6: the default service account mounts no token", () => {
    expect(object("core/v1:ServiceAccountPatch", "-default-service-account")).toMatchObject({
      metadata: { name: "default", namespace: "apps" },
      automountServiceAccountToken: false,
    });
  });
});

describe("a namespace", () => {
  it("has a quota for the sum of requests", () => {
    expect(object("core/v1:ResourceQuota", "-quota")).toMatchObject({
      metadata: { name: "quota", namespace: "apps" },
      spec: { hard: { "requests.cpu": "8", "requests.memory": "16Gi", pods: "50" } },
    });
  });

  it("sets requests and limits of containers that have none", () => {
    expect(object("core/v1:LimitRange", "-container-defaults")).toMatchObject({
      metadata: { name: "container-defaults", namespace: "apps" },
      spec: {
        limits: [
          {
            type: "Container",
            defaultRequest: { cpu: "50m", memory: "64Mi" },
            default: { cpu: "500m", memory: "256Mi" },
          },
        ],
      },
    });
  });

  it("is created only if it is configured", async () => {
    const without = await recordCluster({ namespaces: {} });
    expect(without.ofType("kubernetes:core/v1:Namespace")).toEqual([]);
  });

  it.each([
    ["web", "edit"],
    ["auditors", "view"],
  ])("gives the group %s the role %s in this namespace only", (group, role) => {
    expect(object("rbac.authorization.k8s.io/v1:RoleBinding", `-team-${group}`)).toMatchObject({
      metadata: { name: `${group}-${role}`, namespace: "apps" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group }],
    });
  });

  it("has service accounts without a token for the Kubernetes API", () => {
    expect(object("core/v1:ServiceAccount", "-service-account-uploader")).toMatchObject({
      metadata: { name: "uploader", namespace: "apps" },
      automountServiceAccountToken: false,
    });
  });

  it("has a ConfigMap with facts about the platform, whose keys are names of environment variables", () => {
    expect(object("core/v1:ConfigMap", "-app-config")).toMatchObject({
      metadata: { name: "app-config", namespace: "apps" },
      data: {
        AWS_REGION: "eu-west-1",
        CLUSTER_NAME: "groundwork-prod",
        ENVIRONMENT: "prod",
        BUCKET_DATA: "groundwork-prod-data",
        REGISTRY_WEB_API: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/groundwork-prod/web-api",
      },
    });
  });

  it("updates the ConfigMap in place", () => {
    expect(recording.one("pulumi:providers:kubernetes").inputs).toMatchObject({ enableConfigMapMutable: "true" });
  });
});

describe("StorageClasses", () => {
  it.each([
    ["gp3", "Delete"],
    ["gp3-retain", "Retain"],
  ])(
    "%s creates encrypted, expandable volumes in the zone of the pod, with reclaim policy %s",
    (name, reclaimPolicy) => {
      expect(recording.one(STORAGE_CLASS, `cluster-${name}`).inputs).toMatchObject({
        metadata: { name },
        provisioner: "ebs.csi.aws.com",
        parameters: { type: "gp3", encrypted: "true" },
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy,
      });
    },
  );

  it("have one default, which deletes volumes with their claims", () => {
    const defaults = recording
      .ofType(STORAGE_CLASS)
      .filter(({ inputs }) => JSON.stringify(inputs["metadata"]).includes('is-default-class":"true"'));
    expect(defaults.map(({ name }) => name)).toEqual(["cluster-gp3"]);
  });
});

describe("PriorityClasses", () => {
  it.each([
    ["platform-critical", { value: 1_000_000, preemptionPolicy: "PreemptLowerPriority" }],
    // https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md: below -10 no node is started.
    ["batch", { value: -10, preemptionPolicy: "Never" }],
  ])("%s", (name, priority) => {
    const { inputs } = recording.one("kubernetes:scheduling.k8s.io/v1:PriorityClass", `cluster-priority-${name}`);
    expect(inputs).toMatchObject({ metadata: { name }, ...priority });
    expect(inputs).not.toHaveProperty("globalDefault");
  });
});
