import { UNKNOWN, at, differs, elements, isAbsent, lacks } from "../props";
import type { Rule } from "../rule";

const CLUSTER = "aws:eks/cluster:Cluster";

export const clusterRules: readonly Rule[] = [
  {
    name: "eks-endpoint-not-open",
    description: "The Kubernetes API endpoint is private, or public for listed CIDR blocks only",
    controls: ["EKS.1"],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ vpcConfig }) => {
      // The defaults of EKS are a public endpoint and 0.0.0.0/0.
      if (!differs(at(vpcConfig, "endpointPublicAccess"), false)) return [];
      const cidrs = at(vpcConfig, "publicAccessCidrs");
      if (isAbsent(cidrs) || (Array.isArray(cidrs) && cidrs.length === 0)) {
        return [
          "The endpoint is open to the internet; set vpcConfig.publicAccessCidrs, or endpointPublicAccess to false",
        ];
      }
      const open = elements(cidrs).filter((cidr) => String(cidr).endsWith("/0"));
      return open.map((cidr) => `The endpoint is open to ${String(cidr)}`);
    },
  },
  {
    name: "eks-version-stated",
    description: "Clusters set their Kubernetes version and support type",
    controls: ["EKS.2"],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ version, upgradePolicy }) => [
      ...(isAbsent(version) ? ["EKS chooses the Kubernetes version; set version"] : []),
      ...(isAbsent(at(upgradePolicy, "supportType"))
        ? ["The cluster enters extended support by default; set upgradePolicy.supportType"]
        : []),
    ],
  },
  {
    name: "eks-secrets-key",
    description: "Kubernetes Secrets are encrypted with a customer managed key",
    controls: ["EKS.3"],
    // Since Kubernetes 1.28, EKS encrypts all API data with an AWS owned key by default.
    level: "advisory",
    types: [CLUSTER],
    violations: ({ encryptionConfig }) =>
      isAbsent(at(encryptionConfig, "provider.keyArn"))
        ? [
            "Secrets are encrypted with an AWS owned key; set `cluster.secretsEncryption` to customer-managed in the stack file",
          ]
        : [],
  },
  {
    name: "eks-audit-log",
    description: "Clusters write the Kubernetes audit log",
    controls: ["EKS.8"],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ enabledClusterLogTypes }) =>
      lacks(enabledClusterLogTypes, "audit")
        ? ["The audit log is off; add audit to enabledClusterLogTypes (`cluster.logTypes` in the stack file)"]
        : [],
  },
  {
    name: "eks-access-entries",
    description: "Clusters use access entries only, and their creator gets no permissions",
    controls: [],
    level: "mandatory",
    types: [CLUSTER],
    violations: ({ accessConfig }) => [
      ...(differs(at(accessConfig, "authenticationMode"), "API")
        ? ["The aws-auth ConfigMap grants access; set accessConfig.authenticationMode to API"]
        : []),
      ...(differs(at(accessConfig, "bootstrapClusterCreatorAdminPermissions"), false)
        ? ["The creator becomes cluster-admin; set accessConfig.bootstrapClusterCreatorAdminPermissions to false"]
        : []),
    ],
  },
  {
    name: "eks-nodes-no-ssh",
    description: "Nodes have no SSH access; AWS Systems Manager provides sessions",
    controls: [],
    level: "mandatory",
    types: ["aws:eks/nodeGroup:NodeGroup"],
    violations: ({ remoteAccess }) =>
      isAbsent(remoteAccess) || remoteAccess === UNKNOWN ? [] : ["The node group opens SSH; remove remoteAccess"],
  },
];
