import { isRecord } from "../property-diff";
import type { World } from "../world";
import { ATTACHMENT, ROLE } from "./iam";
import type { Props } from "../props";
import type { Request } from "./table";

/** Policies that the cluster role needs besides AmazonEKSClusterPolicy: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html */
const CLUSTER_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/cluster.go */
export function refuseAutoMode({ inputs, world }: Request): string[] {
  const switches = capabilities(inputs);
  if (switches.every((enabled) => !enabled)) return [];
  if (!switches.every((enabled) => enabled)) {
    return [
      "compute_config.enabled, kubernetes_networking_config.elastic_load_balancing.enabled, and storage_config.block_storage.enabled must all be set to either true or false",
    ];
  }
  const { nodePools, nodeRoleArn } = record(inputs["computeConfig"]);
  const [role] = world.ofType(ROLE, { arn: inputs["roleArn"] });
  const attached = world
    .ofType(ATTACHMENT, { role: role?.state["name"] })
    .map(({ state }) => String(state["policyArn"]));
  return [
    ...(Array.isArray(nodePools) && nodePools.length > 0 && nodeRoleArn === undefined
      ? ["InvalidParameterException: the built-in node pools need a node role"]
      : []),
    ...(inputs["bootstrapSelfManagedAddons"] === false
      ? []
      : ["InvalidParameterException: bootstrapSelfManagedAddons must be false with EKS Auto Mode"]),
    ...(String(role?.state["assumeRolePolicy"]).includes("sts:TagSession")
      ? []
      : ["InvalidParameterException: the cluster role's trust policy lacks sts:TagSession"]),
    ...CLUSTER_POLICIES.filter((policy) => !attached.includes(`arn:aws:iam::aws:policy/${policy}`)).map(
      (policy) => `InvalidParameterException: the cluster role lacks ${policy}, which EKS Auto Mode needs`,
    ),
  ];
}

/** Whether a cluster of this name, or any cluster, launches nodes itself (Auto Mode). */
export function runsAutoMode(world: World, clusterName?: unknown): boolean {
  return world
    .ofType("aws:eks/cluster:Cluster")
    .some(({ id, inputs }) => (clusterName === undefined || id === clusterName) && capabilities(inputs).includes(true));
}

function capabilities(inputs: Props): boolean[] {
  const network = record(inputs["kubernetesNetworkConfig"]);
  return [
    record(inputs["computeConfig"]),
    record(network["elasticLoadBalancing"]),
    record(record(inputs["storageConfig"])["blockStorage"]),
  ].map(({ enabled }) => enabled === true);
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}
