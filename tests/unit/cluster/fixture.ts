import * as pulumi from "@pulumi/pulumi";

import {
  Cluster,
  type ClusterArgs,
  type ClusterNetwork,
  type KarpenterArgs,
  type NamespaceArgs,
  type NodeGroupArgs,
  type NodePoolArgs,
  type SampleWorkloadArgs,
} from "../../../components/cluster";
import type { TagFanOut, Tags } from "../../../domain/tags/tags";
import { type RecordOptions, type Recording, type RecordedResource, key, record } from "../../support/record";

const TAGS: Tags = { Project: "groundwork", CostCenter: "4711" };

export const FAN_OUT: TagFanOut = {
  tags: TAGS,
  launchTemplate: (["instance", "volume", "network-interface"] as const).map((resourceType) => ({
    resourceType,
    tags: TAGS,
  })),
  autoScalingGroup: Object.entries(TAGS).map(([tag, value]) => ({ key: tag, value, propagateAtLaunch: false })),
  ebsCsiVolumes: TAGS,
  storageClass: { tagSpecification_1: "Project=groundwork", tagSpecification_2: "CostCenter=4711" },
};

export const NODE_GROUP: NodeGroupArgs = {
  zones: ["a", "b"],
  amiType: "AL2023_ARM_64_STANDARD",
  instanceTypes: ["m7g.large", "m6g.large"],
  capacityType: "ON_DEMAND",
  minSize: 2,
  desiredSize: 3,
  maxSize: 6,
  diskSizeGiB: 50,
  maxUnavailablePercentage: 33,
  updateStrategy: "DEFAULT",
  autoRepair: true,
  labels: {},
  taints: [],
};

export const NODE_POOL: NodePoolArgs = {
  amiAlias: "al2023@v20260827",
  architectures: ["arm64"],
  capacityTypes: ["on-demand"],
  requirements: [{ key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] }],
  zones: ["a", "b"],
  limits: { cpu: 64, memory: "256Gi" },
  expireAfter: "720h",
  terminationGracePeriod: "24h",
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "1m",
  disruptionBudgets: [{ nodes: "10%" }],
  labels: {},
  taints: [],
  diskSizeGiB: 50,
};

export const KARPENTER: KarpenterArgs = {
  version: "1.15.0",
  replicas: 2,
  imageRepository: "public.ecr.aws/karpenter/controller",
  isolatedVpc: false,
  nodePools: { apps: NODE_POOL },
};

export const NAMESPACE: NamespaceArgs = {
  podSecurity: "baseline",
  quota: { cpu: "8", memory: "16Gi", pods: 50 },
  containerDefaults: { cpuRequest: "50m", cpuLimit: "500m", memoryRequest: "64Mi", memoryLimit: "256Mi" },
  teams: {},
  serviceAccounts: [],
};

export const SAMPLE_WORKLOAD: SampleWorkloadArgs = {
  namespace: "apps",
  versions: { blue: { image: "registry.example/sample:1", weight: 100 } },
  minReplicas: 2,
  maxReplicas: 6,
};

/** Everywhere, and by no group. */
export const ALL = { namespaces: [], kubernetesGroups: [] } as const;

/** A cluster as a production stack would have it. */
const CLUSTER: Omit<ClusterArgs, "network"> = {
  clusterName: "groundwork-prod",
  accountId: "111122223333",
  region: "eu-west-1",
  nodeVersion: "1.35",
  version: "1.35",
  supportType: "STANDARD",
  endpoint: { private: true, public: false, publicCidrs: [] },
  ipFamily: "ipv4",
  serviceCidr: "172.20.0.0/16",
  logTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
  logRetentionDays: 90,
  logClass: "STANDARD",
  containerLogs: { retentionDays: 90 },
  retainLogs: true,
  backup: false,
  secretsEncryption: "customer-managed",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
  zonalShift: true,
  addons: {
    "vpc-cni": { version: "v1.22.4-eksbuild.3" },
    "kube-proxy": { version: "v1.35.3-eksbuild.21" },
    "eks-pod-identity-agent": { version: "v1.3.10-eksbuild.3" },
    coredns: { version: "v1.13.2-eksbuild.21" },
    "metrics-server": { version: "v0.9.0-eksbuild.5" },
    "aws-ebs-csi-driver": { version: "v1.63.1-eksbuild.1" },
    "eks-node-monitoring-agent": { version: "v1.7.0-eksbuild.1" },
  },
  optionalAddons: {},
  extraAddons: {},
  hostedZones: {},
  nodeGroups: { system: NODE_GROUP },
  existingNodeGroups: {},
  fargateProfiles: {},
  access: {
    deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin", ...ALL },
  },
  accessRoles: {},
  podIdentities: {},
  oidcProvider: false,
  namespaces: { apps: NAMESPACE },
  admission: { action: "deny", registries: ["registry.example"] },
  environment: "prod",
  storage: {
    bucketNames: { data: "groundwork-prod-data" },
    registryUrls: { "web-api": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/groundwork-prod/web-api" },
  },
  tagFanOut: FAN_OUT,
};

const NETWORK: Omit<ClusterNetwork, "privateEgress"> = {
  subnetIds: {
    "control-plane": ["subnet-control-plane-a", "subnet-control-plane-b"],
    private: ["subnet-private-a", "subnet-private-b"],
    public: ["subnet-public-a", "subnet-public-b"],
  },
  subnetCidrs: { private: ["10.0.64.0/20", "10.0.80.0/20"], public: ["10.0.0.0/24", "10.0.1.0/24"] },
  privateSubnetIds: { a: "subnet-private-a", b: "subnet-private-b" },
};

/** Stands for the routes of the network. */
class Egress extends pulumi.ComponentResource {
  constructor() {
    super("test:network:Egress", "egress");
  }
}

/** Records a cluster that differs from the production one by the given arguments. */
export function recordCluster(
  overrides: Partial<ClusterArgs> = {},
  options: RecordOptions = {},
): Promise<Recording<Cluster>> {
  return record(() => createCluster(overrides), options);
}

export function createCluster(overrides: Partial<ClusterArgs> = {}): Cluster {
  const { serviceCidr, ...rest } = CLUSTER;
  // EKS numbers the Services of an IPv6 cluster by itself.
  const base = overrides.ipFamily === "ipv6" || serviceCidr === undefined ? rest : { ...rest, serviceCidr };
  const network = { ...NETWORK, privateEgress: [new Egress()] };
  return new Cluster("cluster", { ...base, network, ...overrides }, {});
}

/** Everything that a resource waits for by `dependsOn`, at any distance. A component stands for its children too. */
export function waitsFor({ resources }: Recording<unknown>, start: RecordedResource): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (resource: RecordedResource): void => {
    for (const dependency of resource.options.dependsOn) {
      const found = resources.filter((other) => key(other) === dependency || other.options.parent === dependency);
      for (const other of found.filter((each) => !reached.has(key(each)))) {
        reached.add(key(other));
        visit(other);
      }
    }
  };
  visit(start);
  return reached;
}
