import { type JsonValue, renderJson } from "../../../domain/json";
import type { TagFanOut } from "../../../domain/tags/tags";
import type { AddonName } from "../cluster-args";
import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";

/**
 * Configuration values of each add-on, by the schemas that `aws eks describe-addon-configuration` prints.
 * An add-on without wishes says so by an empty object: a value left out would leave an older one in force.
 */
export function addonConfiguration(region: string, tags: TagFanOut): Readonly<Record<AddonName, JsonValue>> {
  return {
    "vpc-cni": {
      // The schema wants these as strings.
      enableNetworkPolicy: "true",
      env: {
        // /28 prefixes instead of single addresses: up to 110 pods on small nodes, which managed groups reckon with by themselves.
        // With IPv6, to which EKS turns the CNI of such a cluster by itself, it works no other way.
        // https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
        ENABLE_PREFIX_DELEGATION: "true",
        WARM_PREFIX_TARGET: "1",
        // The launch template tags a node's first interface only; the CNI makes the others.
        ADDITIONAL_ENI_TAGS: renderJson(tags.tags),
      },
    },
    "kube-proxy": {},
    "eks-pod-identity-agent": {},
    coredns: {
      // https://docs.aws.amazon.com/eks/latest/userguide/coredns-autoscaling.html
      autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          // Better two replicas in one zone than one replica.
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
      ],
    },
    "metrics-server": {
      // Comes with two replicas and a disruption budget, but not, as coredns and the EBS driver do, with this toleration:
      // a pool that is kept for the cluster's own pods has to take it too.
      tolerations: ON_SYSTEM_NODES,
    },
    "eks-node-monitoring-agent": {},
    "aws-ebs-csi-driver": {
      controller: {
        // Said here because pods cannot ask the instance metadata service: hop limit 1.
        region,
        extraVolumeTags: tags.ebsCsiVolumes,
      },
    },
  };
}
