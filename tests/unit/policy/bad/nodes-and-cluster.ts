import { TAGS } from "../good-stack";
import { type BadResource, changed, removed } from "./bad-resource";

export const NODES_AND_CLUSTER: readonly BadResource[] = [
  // Nodes
  changed("instances that accept IMDSv1", "launch-template-imdsv2", "nodes-template", {
    "metadataOptions.httpTokens": "optional",
  }),
  changed("pods that reach the credentials of the node", "launch-template-imdsv2", "nodes-template", {
    "metadataOptions.httpPutResponseHopLimit": 2,
  }),
  changed("an account whose instances accept IMDSv1", "account-imdsv2", "account-metadata", { httpTokens: "optional" }),
  changed("nodes in one zone", "node-zones", "nodes", { subnetIds: ["subnet-a"] }),
  changed("nodes of one instance type", "node-instance-types", "nodes", { instanceTypes: ["m7g.large"] }),
  changed("Spot nodes of two instance types", "node-instance-types", "nodes", { capacityType: "SPOT" }),
  changed("nodes of a previous generation", "node-instance-families", "nodes", {
    instanceTypes: ["m3.large", "m7g.large"],
  }),
  changed("more nodes than prod allows", "node-counts", "nodes", { "scalingConfig.maxSize": 500 }),
  changed("a single node in prod", "node-counts", "nodes", { "scalingConfig.minSize": 1 }),
  {
    ...changed("nodes without a launch template", "node-launch-template", "nodes", { launchTemplate: undefined }),
    // Without a template, nothing tags the instances.
    also: "required-tags: nodes",
  },
  removed("nodes that Systems Manager does not manage", "node-session-manager", "node-role-ssm", "node-role"),
  changed("nodes with SSH", "eks-nodes-no-ssh", "nodes", { remoteAccess: { ec2SshKey: "key" } }),
  // Cluster
  changed("a cluster out of support", "eks-version-supported", "cluster", { version: "1.30" }),
  changed("a cluster without a version", "eks-version-stated", "cluster", { version: undefined }),
  changed("a cluster without the audit log", "eks-audit-log", "cluster", {
    enabledClusterLogTypes: ["api", "authenticator", "controllerManager", "scheduler"],
  }),
  changed("a cluster of prod with three logs", "eks-all-logs", "cluster", {
    enabledClusterLogTypes: ["api", "audit", "authenticator"],
  }),
  changed("a cluster without network policies", "eks-network-policy", "cluster-cni", {
    configurationValues: JSON.stringify({ env: { ADDITIONAL_ENI_TAGS: JSON.stringify(TAGS) } }),
  }),
  removed("a namespace without a network policy", "namespace-default-deny", "namespace-deny", "namespace"),
  changed("a namespace with privileged pods", "namespace-pod-security", "namespace", {
    "metadata.labels": { "pod-security.kubernetes.io/enforce": "privileged" },
  }),
  changed("a workload in the namespace default", "no-default-namespace", "workload", {
    "metadata.namespace": undefined,
  }),
];
