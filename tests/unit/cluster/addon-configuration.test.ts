import { addonConfiguration } from "../../../components/cluster/addons/addon-configuration";
import { FAN_OUT } from "./fixture";

const configuration = addonConfiguration("eu-west-1", FAN_OUT);

describe("addonConfiguration", () => {
  it("switches on network policies and address prefixes, and tags the interfaces that the CNI makes", () => {
    expect(configuration["vpc-cni"]).toEqual({
      enableNetworkPolicy: "true",
      env: {
        ENABLE_PREFIX_DELEGATION: "true",
        WARM_PREFIX_TARGET: "1",
        ADDITIONAL_ENI_TAGS: '{"Project":"groundwork","CostCenter":"4711"}',
      },
    });
  });

  it("keeps DNS answering: never one replica, never one zone by plan, never all evicted", () => {
    expect(configuration.coredns).toEqual({
      autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
      ],
    });
  });

  it("tells the EBS driver its region, which it cannot ask the metadata service for, and its tags", () => {
    expect(configuration["aws-ebs-csi-driver"]).toEqual({
      controller: { region: "eu-west-1", extraVolumeTags: FAN_OUT.tags },
    });
  });

  it("lets metrics-server run where coredns and the EBS driver may: on a pool kept for the cluster's own pods", () => {
    expect(configuration["metrics-server"]).toEqual({
      tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
    });
  });

  it.each(["kube-proxy", "eks-pod-identity-agent", "eks-node-monitoring-agent"] as const)(
    "resets %s to its defaults rather than saying nothing",
    (addon) => {
      expect(configuration[addon]).toEqual({});
    },
  );
});
