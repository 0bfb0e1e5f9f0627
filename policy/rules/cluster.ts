import { supportVerdict } from "../../domain/cluster/kubernetes-versions";
import { onlyIn } from "../environments";
import { UNKNOWN, at, differs, elements, isAbsent, lacks } from "../props";
import { ofType, pointsTo } from "../references";
import type { Rule, StackResource } from "../rule";

const CLUSTER = "aws:eks/cluster:Cluster";
const ADDON = "aws:eks/addon:Addon";
const POLICY_ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
/** A role that deploys, one for emergencies, and one for a second pipeline. */
const MOST_CLUSTER_ADMINS = 3;

export const clusterRules: readonly Rule[] = [
  {
    name: "eks-endpoint-not-open",
    description: "The Kubernetes API endpoint is private, or public for listed CIDR blocks only",
    controls: ["CIS-EKS-5.4.1"],
    level: "mandatory",
    fix: "Set `cluster.endpoint.public` to false, or list blocks in `cluster.endpoint.publicCidrs` in the stack file",
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
  onlyIn(["prod"], {
    name: "eks-endpoint-private",
    description: "The Kubernetes API endpoint of prod is private",
    controls: ["EKS.1", "CIS-EKS-5.4.2"],
    level: "mandatory",
    fix: "Set `cluster.endpoint.public` to false in the stack file",
    types: [CLUSTER],
    violations: ({ vpcConfig }) => [
      // The rule eks-endpoint-not-open reports an endpoint that is open to all addresses.
      ...(differs(at(vpcConfig, "endpointPublicAccess"), false) &&
      elements(at(vpcConfig, "publicAccessCidrs")).length > 0
        ? ["The endpoint is public; set `cluster.endpoint.public` to false in the stack file"]
        : []),
      ...(differs(at(vpcConfig, "endpointPrivateAccess"), true)
        ? ["Nodes reach the endpoint through the internet; set vpcConfig.endpointPrivateAccess to true"]
        : []),
    ],
  }),
  {
    name: "eks-version-stated",
    description: "Clusters set their Kubernetes version and support type",
    controls: ["EKS.2"],
    level: "mandatory",
    fix: "Set `cluster.version` and `cluster.supportType` in the stack file",
    types: [CLUSTER],
    violations: ({ version, upgradePolicy }) => [
      ...(isAbsent(version) ? ["EKS chooses the Kubernetes version; set version"] : []),
      ...(isAbsent(at(upgradePolicy, "supportType"))
        ? ["The cluster enters extended support by default; set upgradePolicy.supportType"]
        : []),
    ],
  },
  {
    name: "eks-version-supported",
    description: "The Kubernetes version of clusters is in the support that they pay for",
    controls: ["EKS.2"],
    level: "mandatory",
    fix: "Raise `cluster.version` in the stack file, one minor version in each update",
    types: [CLUSTER],
    violations: ({ version, upgradePolicy }) => {
      const supportType = at(upgradePolicy, "supportType") === "EXTENDED" ? "EXTENDED" : "STANDARD";
      if (typeof version !== "string" || at(upgradePolicy, "supportType") === UNKNOWN) return [];
      const verdict = supportVerdict(version, supportType, new Date());
      return verdict.status === "error" ? [`Kubernetes ${version}: ${verdict.message}`] : [];
    },
  },
  onlyIn(["prod"], {
    name: "eks-secrets-key",
    description: "Kubernetes Secrets of prod are encrypted with a customer managed key",
    controls: ["EKS.3", "CIS-EKS-5.3.1"],
    // Since Kubernetes 1.28, EKS encrypts all API data with an AWS owned key by default.
    level: "advisory",
    fix: "Set `cluster.secretsEncryption` to customer-managed in the stack file",
    types: [CLUSTER],
    violations: ({ encryptionConfig }) =>
      isAbsent(at(encryptionConfig, "provider.keyArn"))
        ? [
            "Secrets are encrypted with an AWS owned key; set `cluster.secretsEncryption` to customer-managed in the stack file",
          ]
        : [],
  }),
  {
    name: "eks-audit-log",
    description: "Clusters write the Kubernetes audit log",
    controls: ["EKS.8"],
    level: "mandatory",
    fix: "Add audit to `cluster.logTypes` in the stack file",
    types: [CLUSTER],
    violations: ({ enabledClusterLogTypes }) =>
      lacks(enabledClusterLogTypes, "audit")
        ? ["The audit log is off; add audit to enabledClusterLogTypes (`cluster.logTypes` in the stack file)"]
        : [],
  },
  onlyIn(["prod"], {
    name: "eks-all-logs",
    description: "Clusters of prod write all five control plane logs",
    controls: ["CIS-EKS-2.1.1"],
    level: "mandatory",
    fix: "List all five logs in `cluster.logTypes` in the stack file",
    types: [CLUSTER],
    violations: ({ enabledClusterLogTypes }) => {
      // The rule eks-audit-log reports the audit log.
      const missing = LOG_TYPES.filter((type) => type !== "audit" && lacks(enabledClusterLogTypes, type));
      return missing.length === 0
        ? []
        : [`The logs ${missing.join(", ")} are off; add them to \`cluster.logTypes\` in the stack file`];
    },
  }),
  {
    name: "eks-access-entries",
    description: "Clusters use access entries only, and their creator gets no permissions",
    controls: ["CIS-EKS-4.1.7", "CIS-EKS-5.5.1"],
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
  {
    name: "eks-few-administrators",
    description: "Few principals administer a whole cluster",
    controls: ["CIS-EKS-4.1.1"],
    level: "advisory",
    fix: "Give principals another `cluster.access.<name>.policy` than cluster-admin, or limit them by `cluster.access.<name>.namespaces` in the stack file",
    configSchema: {
      properties: {
        most: {
          type: "integer",
          description: `Most principals with AmazonEKSClusterAdminPolicy for a whole cluster. Default: ${MOST_CLUSTER_ADMINS}.`,
        },
      },
    },
    stackViolations: (resources, { most = MOST_CLUSTER_ADMINS }) =>
      ofType(resources, POLICY_ASSOCIATION)
        .filter(administersCluster)
        .slice(Number(most))
        .map(({ urn }) => ({
          urn,
          message: `More than ${String(most)} principals administer the cluster; limit this one to namespaces, or choose another policy`,
        })),
  },
  {
    name: "eks-pod-identity",
    description: "Pods of a cluster can have an IAM role of their own",
    controls: ["CIS-EKS-5.2.1"],
    level: "mandatory",
    stackViolations: (resources) =>
      ofType(resources, CLUSTER)
        // EKS Auto Mode has the agent built in.
        .filter(({ props }) => !differs(at(props["computeConfig"], "enabled"), undefined))
        .filter((cluster) => !addonsOf(cluster, resources).some(({ props }) => isAgent(props["addonName"])))
        .filter(() => ofType(resources, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").length === 0)
        .map(({ urn }) => ({
          urn,
          message: "Pods use the role of their node; add the add-on eks-pod-identity-agent, or an OIDC provider",
        })),
  },
  {
    name: "eks-network-policy",
    description: "The VPC CNI enforces network policies",
    controls: ["CIS-EKS-4.3.1", "CIS-EKS-5.4.4"],
    level: "advisory",
    types: [ADDON],
    violations: ({ addonName, configurationValues = "{}" }) =>
      addonName === "vpc-cni" &&
      typeof configurationValues === "string" &&
      !/"?enableNetworkPolicy"?: *"?true/.test(configurationValues)
        ? ['Network policies have no effect; set enableNetworkPolicy to "true" in configurationValues']
        : [],
  },
];

function administersCluster({ props }: StackResource): boolean {
  return (
    String(props["policyArn"]).endsWith("/AmazonEKSClusterAdminPolicy") &&
    at(props["accessScope"], "type") === "cluster"
  );
}

function addonsOf(cluster: StackResource, resources: readonly StackResource[]): readonly StackResource[] {
  return ofType(resources, ADDON).filter((addon) => pointsTo(addon, "clusterName", cluster, "name"));
}

function isAgent(name: unknown): boolean {
  return name === UNKNOWN || name === "eks-pod-identity-agent";
}
