import { z } from "zod";
import { contains, parseCidr } from "../../domain/network/cidr";
import { accessRolesSchema, accessSchema } from "./access/access-schema";
import { autoModeSchema, computeSchema } from "./compute/auto-mode-schema";
import { admissionSchema } from "./baseline/admission-schema";
import { externalSecretsSchema, kedaSchema, loadBalancerControllerSchema } from "./addons/controllers-schema";
import { endpointSchema } from "./control-plane/endpoint-schema";
import { checked, cidr, distinct, keyDeletionWindowDays, logRetentionDays, text } from "../schema/fields";
import { diagnosticsSchema } from "./diagnostics/diagnostics-schema";
import { fargateProfilesSchema } from "./compute/fargate-schema";
import { hostedZonesSchema } from "./hosted-zones/hosted-zones-schema";
import { karpenterSchema } from "./karpenter/karpenter-schema";
import { namespacesSchema } from "./baseline/namespaces-schema";
import { webAclSchema } from "./web-acl/web-acl-schema";
import { nodeGroupsSchema } from "./compute/node-groups-schema";
import { offHoursSchema } from "./compute/off-hours-schema";
import { podIdentitiesSchema } from "./access/pod-identities-schema";
import { sampleWorkloadSchema } from "./sample-workload/sample-workload-schema";
import { addonsSchema, extraAddonsSchema, optionalAddonsSchema } from "./addons/addons-schema";

export const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const serviceCidr = checked(cidr({ min: 12, max: 24 }), function* (value) {
  if (parseCidr(value) !== undefined && !SERVICE_RANGES.some((range) => contains(range, value))) {
    yield {
      message: "EKS accepts only private blocks for Services.",
      allowed: `a block within ${SERVICE_RANGES.join(", ")}`,
    };
  }
});

export const clusterSchema = z
  .strictObject({
    version: text(/^1\.\d+$/, "a Kubernetes minor version in quotes, such as 1.35").meta({
      description:
        "Kubernetes version, in quotes (YAML reads 1.30 as 1.3). No default. EKS upgrades one minor version at a time and cannot go back. $73 per month in standard support, $438 in extended support. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
      examples: ["1.35"],
    }),
    nodeVersion: text(/^1\.\d+$/, "a Kubernetes minor version in quotes, such as 1.35")
      .exactOptional()
      .meta({
        description:
          "Kubernetes version of the nodes, in quotes: that of the cluster, or one minor version less while you test an upgraded control plane. Default: cluster.version. A change replaces the nodes gradually. https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html",
        examples: ["1.35"],
      }),
    supportType: z.enum(["STANDARD", "EXTENDED"]).default("STANDARD").meta({
      description:
        "What happens when standard support ends. STANDARD: AWS upgrades the cluster automatically. EXTENDED: support continues for twelve months, for $365 more per month. Default STANDARD; the default of AWS is EXTENDED. https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
    }),
    acceptForcedUpgrade: z.boolean().default(false).meta({
      description:
        "Whether previews succeed in the last 30 days before AWS upgrades the cluster automatically, at a time that AWS chooses. Default false: previews fail until cluster.version is raised. Previews warn from 90 days before. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    }),
    endpoint: endpointSchema,
    ipFamily: z.enum(["ipv4", "ipv6"]).default("ipv4").meta({
      description:
        "IP family of pods and Services. ipv6: pods use no IPv4 addresses of the VPC, and their IPv6 traffic does not pass NAT ($0 instead of $0.045 per GB). Needs network.ipv6, nodes on the Nitro System, and dualstack load balancers; network policies do not apply to IPv4 traffic of pods. Default ipv4, which every AWS service supports. A change replaces the cluster. https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html",
    }),
    serviceCidr: serviceCidr.default("172.20.0.0/16").meta({
      description:
        "IPv4 block of Kubernetes Services, /12 to /24, outside the VPC; not with ipFamily ipv6, where EKS chooses it. Default: one of the two blocks from which EKS chooses. A change replaces the cluster. https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html",
    }),
    logTypes: distinct(z.enum(LOG_TYPES)).default(["audit", "authenticator"]).meta({
      description:
        "Control plane logs that EKS sends to CloudWatch Logs, $0.50 per GB. Default: audit and authenticator, which record who did what (Security Hub EKS.8). https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    }),
    logRetentionDays: logRetentionDays
      .default(30)
      .meta({ description: "Days for which control plane logs are kept. Default 30." }),
    logClass: z.enum(["STANDARD", "INFREQUENT_ACCESS"]).default("STANDARD").meta({
      description:
        "Class of the control plane's log group. INFREQUENT_ACCESS costs $0.25 per GB instead of $0.50, and does not support metric filters, live tail and subscriptions, so alarms on the audit log do not work. Default STANDARD. A change replaces the log group and deletes its logs. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html",
    }),
    retainLogs: z.boolean().default(false).meta({
      description:
        "Whether a destroy of the stack retains the control plane's log group, where the logs stay until they expire. Default false. EKS cannot create a cluster of the same name until a retained log group is imported or deleted. https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete/",
    }),
    secretsEncryption: z.enum(["aws-owned", "customer-managed"]).default("aws-owned").meta({
      description:
        "KMS key that encrypts Kubernetes secrets. aws-owned: free. customer-managed: a KMS key in your account, $1 per month; can be added later, removing it replaces the cluster. https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description:
        "Whether AWS and Pulumi refuse to delete the cluster. Default true. https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
    }),
    backup: z.boolean().default(false).meta({
      description:
        "Whether the backup plan includes the cluster: its Kubernetes objects, and the volumes, file systems and buckets of its claims. Needs backup.enabled. EBS $0.05 per GB and month, EFS $0.06; resources that have the tag of the plan themselves are copied, and charged for, twice. Default false: objects that are in git can be created again. https://docs.aws.amazon.com/eks/latest/userguide/integration-backup.html",
    }),
    zonalShift: z.boolean().default(true).meta({
      description:
        "Whether ARC zonal shift can move traffic away from an impaired zone. Default true; free. https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html",
    }),
    controlPlaneTier: z
      .enum(["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"])
      .exactOptional()
      .meta({
        description:
          "Minimum capacity of the control plane, for load that rises faster than EKS scales; each tier other than standard has an additional hourly price. Default: not set, and EKS scales with the load. To go back, set standard. https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html",
        examples: ["tier-xl"],
      }),
    addons: addonsSchema,
    compute: computeSchema,
    autoMode: autoModeSchema,
    optionalAddons: optionalAddonsSchema,
    extraAddons: extraAddonsSchema,
    loadBalancerController: loadBalancerControllerSchema.exactOptional(),
    hostedZones: hostedZonesSchema,
    webAcl: webAclSchema.exactOptional(),
    externalSecrets: externalSecretsSchema.exactOptional(),
    keda: kedaSchema.exactOptional(),
    nodeGroups: nodeGroupsSchema,
    offHours: offHoursSchema,
    fargateProfiles: fargateProfilesSchema,
    karpenter: karpenterSchema.exactOptional(),
    access: accessSchema,
    accessRoles: accessRolesSchema,
    podIdentities: podIdentitiesSchema,
    oidcProvider: z.boolean().default(false).meta({
      description:
        "Whether IAM roles can trust service accounts of the cluster by OpenID Connect (IRSA). Default false: use Pod Identity, except for pods on Fargate and charts that do not support it. Free. https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
    }),
    namespaces: namespacesSchema,
    admission: admissionSchema,
    sampleWorkload: sampleWorkloadSchema.exactOptional(),
    diagnostics: diagnosticsSchema.exactOptional(),
  })
  .meta({ description: "The EKS cluster, its nodes, access, add-ons and namespaces." });
