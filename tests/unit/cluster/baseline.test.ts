import type { PodSecurityLevel } from "../../../components/cluster";
import { podSecurityLabels } from "../../../components/cluster/baseline/pod-security";
import type { RecordedResource, Recording } from "../../support/record";
import { NAMESPACE, recordCluster } from "./fixture";

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster({ namespaces: { apps: { ...NAMESPACE, podSecurity: "restricted" } } });
});

function object(type: string, role = ""): RecordedResource["inputs"] {
  return recording.one(`kubernetes:${type}`, `cluster-namespace-apps${role}`).inputs;
}

describe("podSecurityLabels", () => {
  it.each<PodSecurityLevel>(["restricted", "baseline", "privileged"])(
    "enforces %s, shows what falls short of restricted, by the rules of the cluster's version",
    (level) => {
      expect(podSecurityLabels(level, "1.35")).toEqual({
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/enforce-version": "v1.35",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "v1.35",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "v1.35",
      });
    },
  );
});

/** By their ids in CIS EKS 1.8. */
describe("controls of a namespace", () => {
  it("4.2.1-4.2.5: pods must meet the configured standard", () => {
    expect(object("core/v1:Namespace")["metadata"]).toEqual({
      name: "apps",
      labels: podSecurityLabels("restricted", "1.35"),
    });
  });

  it("4.3.2: all traffic is denied", () => {
    expect(object("networking.k8s.io/v1:NetworkPolicy", "-default-deny")).toMatchObject({
      metadata: { name: "default-deny", namespace: "apps" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
    expect(object("networking.k8s.io/v1:NetworkPolicy", "-default-deny")["spec"]).not.toHaveProperty("egress");
  });

  it("4.3.2: except questions to CoreDNS, in one peer and not to all of kube-system", () => {
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
  it("reserves no more than its quota", () => {
    expect(object("core/v1:ResourceQuota", "-quota")).toMatchObject({
      metadata: { name: "quota", namespace: "apps" },
      spec: { hard: { "requests.cpu": "8", "requests.memory": "16Gi", pods: "50" } },
    });
  });

  it("fills in what containers leave out", () => {
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

  it("is one of those in config: none, and there is none", async () => {
    const without = await recordCluster({ namespaces: {} });
    expect(without.ofType("kubernetes:core/v1:Namespace")).toEqual([]);
  });
});

describe("the default StorageClass", () => {
  it("makes encrypted gp3 volumes where the pod runs, and lets them grow", () => {
    expect(recording.one("kubernetes:storage.k8s.io/v1:StorageClass").inputs).toMatchObject({
      metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true" },
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
    });
  });

  it("is the only one that calls itself default", () => {
    expect(recording.ofType("kubernetes:storage.k8s.io/v1:StorageClass")).toHaveLength(1);
  });
});
