import { UNKNOWN, at, differs, elements, isAbsent, lacks } from "../props";
import type { Rule } from "../rule";

const CLUSTER = "aws:eks/cluster:Cluster";

export const clusterRules: readonly Rule[] = [
  {
    name: "eks-endpoint-not-open",
    description: "The Kubernetes API is private, or public for named networks only",
    controls: ["EKS.1"],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ vpcConfig }) => {
      // AWS's own defaults are a public endpoint and 0.0.0.0/0.
      if (!differs(at(vpcConfig, "endpointPublicAccess"), false)) return [];
      const cidrs = at(vpcConfig, "publicAccessCidrs");
      if (isAbsent(cidrs) || (Array.isArray(cidrs) && cidrs.length === 0)) {
        return ["is open to the world; set vpcConfig.publicAccessCidrs, or endpointPublicAccess to false"];
      }
      const open = elements(cidrs).filter((cidr) => String(cidr).endsWith("/0"));
      return open.map((cidr) => `is open to ${String(cidr)}`);
    },
  },
  {
    name: "eks-version-stated",
    description: "Clusters state their Kubernetes version and what happens when its support ends",
    controls: ["EKS.2"],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ version, upgradePolicy }) => [
      ...(isAbsent(version) ? ["takes whatever Kubernetes version AWS chooses; set version"] : []),
      ...(isAbsent(at(upgradePolicy, "supportType"))
        ? ["drifts into extended support; set upgradePolicy.supportType"]
        : []),
    ],
  },
  {
    name: "eks-secrets-key",
    description: "Kubernetes secrets are encrypted with a key of our own",
    controls: ["EKS.3"],
    // Since Kubernetes 1.28 EKS encrypts everything with its own key, so this is about who holds the key.
    level: "advisory",
    types: [CLUSTER],
    violations: ({ encryptionConfig }) =>
      isAbsent(at(encryptionConfig, "provider.keyArn")) ? ["encrypts secrets with a key that AWS owns"] : [],
  },
  {
    name: "eks-audit-log",
    description: "The Kubernetes audit log is kept",
    controls: ["EKS.8"],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ enabledClusterLogTypes }) =>
      lacks(enabledClusterLogTypes, "audit") ? ["has no audit log; add audit to enabledClusterLogTypes"] : [],
  },
  {
    name: "eks-access-entries",
    description: "Access to clusters is by access entries, and whoever creates one gets none by that",
    controls: [],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ accessConfig }) => [
      ...(differs(at(accessConfig, "authenticationMode"), "API")
        ? ["reads the aws-auth map; set accessConfig.authenticationMode to API"]
        : []),
      ...(differs(at(accessConfig, "bootstrapClusterCreatorAdminPermissions"), false)
        ? ["makes its creator admin; set accessConfig.bootstrapClusterCreatorAdminPermissions to false"]
        : []),
    ],
  },
  {
    name: "eks-nodes-no-ssh",
    description: "Nodes have no SSH door; AWS Systems Manager reaches them",
    controls: [],
    level: "mandatory",
    types: ["aws:eks/nodeGroup:NodeGroup"],
    violations: ({ remoteAccess }) =>
      isAbsent(remoteAccess) || remoteAccess === UNKNOWN ? [] : ["opens SSH; remove remoteAccess"],
  },
];
