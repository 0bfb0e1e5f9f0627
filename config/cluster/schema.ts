import { z } from "zod";
import { contains, parseCidr } from "../../domain/network/cidr";
import { accessRolesSchema, accessSchema } from "./access/access-schema";
import { autoModeSchema, computeSchema } from "./compute/auto-mode-schema";
import { admissionSchema } from "./baseline/admission-schema";
import { externalSecretsSchema, loadBalancerControllerSchema } from "./addons/controllers-schema";
import { endpointSchema } from "./control-plane/endpoint-schema";
import { checked, cidr, distinct, keyDeletionWindowDays, logRetentionDays, text } from "../schema/fields";
import { diagnosticsSchema } from "./diagnostics/diagnostics-schema";
import { fargateProfilesSchema } from "./compute/fargate-schema";
import { karpenterSchema } from "./karpenter/karpenter-schema";
import { namespacesSchema } from "./baseline/namespaces-schema";
import { nodeGroupsSchema } from "./compute/node-groups-schema";
import { podIdentitiesSchema } from "./access/pod-identities-schema";
import { sampleWorkloadSchema } from "./sample-workload/sample-workload-schema";
import { addonsSchema, extraAddonsSchema, optionalAddonsSchema } from "./addons/addons-schema";

export const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const serviceCidr = checked(cidr({ min: 12, max: 24 }), function* (value) {
  if (parseCidr(value) !== undefined && !SERVICE_RANGES.some((range) => contains(range, value))) {
    yield { message: "Not a private block that EKS takes.", allowed: `a block within ${SERVICE_RANGES.join(", ")}` };
  }
});

export const clusterSchema = z
  .strictObject({
    version: text(/^1\.\d+$/, "a Kubernetes minor version in quotes, such as 1.35").meta({
      description:
        "Kubernetes version, in quotes (YAML reads 1.30 as 1.3). No default: an upgrade goes one minor at a time and never back. $73 a month in standard support, $438 in extended. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
      examples: ["1.35"],
    }),
    nodeVersion: text(/^1\.\d+$/, "a Kubernetes minor version in quotes, such as 1.35")
      .exactOptional()
      .meta({
        description:
          "Kubernetes version of the nodes, in quotes: that of the cluster, or one minor behind while an upgrade of the control plane proves itself. Default: cluster.version. A change rolls the nodes. https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html",
        examples: ["1.35"],
      }),
    supportType: z.enum(["STANDARD", "EXTENDED"]).default("STANDARD").meta({
      description:
        "What happens when standard support ends. STANDARD: AWS upgrades the cluster. EXTENDED: twelve months more, $365 a month on top. Default STANDARD; AWS's own is EXTENDED. https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
    }),
    acceptForcedUpgrade: z.boolean().default(false).meta({
      description:
        "Whether previews go on in the last 30 days before AWS upgrades the cluster by itself, at an hour of its own. Default false: they stop until cluster.version is raised. From 90 days before they warn. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    }),
    endpoint: endpointSchema,
    ipFamily: z.enum(["ipv4", "ipv6"]).default("ipv4").meta({
      description:
        "Addresses of pods and Services. ipv6: pods take none of the VPC's IPv4 addresses, and what they send over IPv6 passes no NAT ($0 instead of $0.045 per GB); needs network.ipv6, nodes on the Nitro System, and load balancers that say dualstack; network policies do not hold for what pods send over IPv4. Default ipv4: every AWS service and every partner has it. A change replaces the cluster. https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html",
    }),
    serviceCidr: serviceCidr.default("172.20.0.0/16").meta({
      description:
        "Addresses of Kubernetes services, /12 to /24, apart from the VPC; not with ipFamily ipv6, where EKS chooses them. Default: one of the two that EKS picks from. A change replaces the cluster. https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html",
    }),
    logTypes: distinct(z.enum(LOG_TYPES)).default(["audit", "authenticator"]).meta({
      description:
        "Control plane logs to CloudWatch, $0.50 per GB. Default: who did what (Security Hub EKS.8). https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    }),
    logRetentionDays: logRetentionDays
      .default(30)
      .meta({ description: "Days that control plane logs are kept. Default 30." }),
    logClass: z.enum(["STANDARD", "INFREQUENT_ACCESS"]).default("STANDARD").meta({
      description:
        "Class of the control plane's log group. INFREQUENT_ACCESS takes $0.25 per GB instead of $0.50, and knows no metric filters, live tail and subscriptions: so no alarms on the audit log. Default STANDARD. A change replaces the log group with all logs. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html",
    }),
    keepLogs: z.boolean().default(false).meta({
      description:
        "Whether the control plane's log group stays when the stack is destroyed, until its logs expire. Default false: a group that is there stops the next cluster of the same name until it is imported or deleted. https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete/",
    }),
    secretsEncryption: z.enum(["aws-owned", "customer-managed"]).default("aws-owned").meta({
      description:
        "Key for Kubernetes secrets. aws-owned: free. customer-managed: a KMS key of your own, $1 a month; can be added later, removing it replaces the cluster. https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description:
        "Whether AWS and Pulumi refuse to delete the cluster. Default true. https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
    }),
    backup: z.boolean().default(false).meta({
      description:
        "Whether the backup plan copies the cluster too: its Kubernetes objects, and volumes, file systems and buckets of claims. Needs backup.enabled. EBS $0.05 per GB and month, EFS $0.06; what has the tag of the plan itself is copied, and paid for, twice. Default false: what is written in git can be made again. https://docs.aws.amazon.com/eks/latest/userguide/integration-backup.html",
    }),
    zonalShift: z.boolean().default(true).meta({
      description:
        "Allow shifting traffic away from an impaired zone. Default true: free. https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html",
    }),
    controlPlaneTier: z
      .enum(["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"])
      .exactOptional()
      .meta({
        description:
          "Capacity that the control plane always has, for loads that it would follow too late; every tier but standard has a price by the hour on top. Default: not said, and EKS follows the load. Back by saying standard. https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html",
        examples: ["tier-xl"],
      }),
    addons: addonsSchema,
    compute: computeSchema,
    autoMode: autoModeSchema,
    optionalAddons: optionalAddonsSchema,
    extraAddons: extraAddonsSchema,
    loadBalancerController: loadBalancerControllerSchema.exactOptional(),
    externalSecrets: externalSecretsSchema.exactOptional(),
    nodeGroups: nodeGroupsSchema,
    fargateProfiles: fargateProfilesSchema,
    karpenter: karpenterSchema.exactOptional(),
    access: accessSchema,
    accessRoles: accessRolesSchema,
    podIdentities: podIdentitiesSchema,
    oidcProvider: z.boolean().default(false).meta({
      description:
        "Whether roles can trust the cluster's service accounts directly (IRSA). Default false: Pod Identity does it, but for pods on Fargate and for charts that do not know it. Free. https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
    }),
    namespaces: namespacesSchema,
    admission: admissionSchema,
    sampleWorkload: sampleWorkloadSchema.exactOptional(),
    diagnostics: diagnosticsSchema.exactOptional(),
  })
  .meta({ description: "EKS cluster, its nodes and what every namespace gets." });
