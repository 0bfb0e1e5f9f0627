import { z } from "zod";
import {
  CONFIG_RULE_NAMES,
  DETECTOR_FEATURES,
  SCANNED_TYPES,
  SECURITY_STANDARDS,
  SERVICE_MODES,
  type ServiceMode,
} from "../../domain/account/services";
import { distinct, logRetentionDays, text } from "../schema/fields";

/** The mode of a service. `command` shows whether the account has it. */
function serviceMode(what: string, command: string): z.ZodDefault<z.ZodEnum<z.util.ToEnum<ServiceMode>>> {
  return z
    .enum(SERVICE_MODES)
    .default("off")
    .meta({
      description: `create: the stack creates ${what}. existing: the account has it, for example from the security team, and the stack changes nothing in it. off: none. To see what the account has: \`${command}\`, or npm run doctor. Default: off. Guide: docs/account.md.`,
    });
}

const cloudTrailSchema = z
  .strictObject({
    trail: serviceMode(
      "a trail of the management events of all Regions, which is encrypted with its own KMS key and writes to the log bucket with digest files, so that changes of files can be detected",
      "aws cloudtrail describe-trails",
    ),
    logGroupRetentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days for which a CloudWatch log group keeps the events of the trail, for metric filters and alarms on them. $0.50 per GB. Default: no log group. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
      examples: [90],
    }),
  })
  .prefault({})
  .meta({
    description:
      "CloudTrail, Security Hub CloudTrail.1, CloudTrail.2 and CloudTrail.4. $1 a month for the key; the first copy of management events is free, and a second trail (also one of the organization) costs $2 per 100,000 events: use existing then. The trail is deleted with the stack, its logs after storage.logRetentionDays. https://aws.amazon.com/cloudtrail/pricing/",
  });

const resourceType = text(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, "a resource type of AWS Config").meta({
  examples: ["AWS::EC2::Volume"],
});

const configSchema = z
  .strictObject({
    recorder: serviceMode(
      "the configuration recorder of the Region, and a delivery channel to the log bucket; AWS allows one of each",
      "aws configservice describe-configuration-recorders",
    ),
    serviceLinkedRole: z.enum(["create", "existing"]).default("create").meta({
      description:
        "The role AWSServiceRoleForConfig, with which AWS Config records; Security Hub Config.1 requires it. An account has it once for all Regions, and has it as soon as AWS Config was used in the console. existing: the stack uses the role of the account. To see it: `aws iam get-role --role-name AWSServiceRoleForConfig`, or npm run doctor. Only with recorder create. Default: create. https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html",
    }),
    frequency: z.enum(["DAILY", "CONTINUOUS"]).default("DAILY").meta({
      description:
        "DAILY: one configuration item per changed resource and day, $0.012 each. CONTINUOUS: one for each change, $0.003 each, and rules evaluate a change within minutes; nodes, their interfaces and volumes change many times a day. Default: DAILY, because its cost does not depend on how often nodes are replaced. https://docs.aws.amazon.com/config/latest/developerguide/select-resources-recording-frequency.html",
    }),
    resourceTypes: distinct(resourceType)
      .default([])
      .meta({
        description:
          "Resource types that the recorder records. Controls of Security Hub and rules about other types have no data. Default: all supported types. https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html",
        examples: [["AWS::EC2::Volume", "AWS::S3::Bucket"]],
      }),
    globalResourceTypes: z.boolean().default(true).meta({
      description:
        "Whether the recorder also records users, groups, roles and policies of IAM. One Region per account is enough: set false in the stacks of other Regions. No effect with resourceTypes. Default: true.",
    }),
    rules: distinct(z.enum(CONFIG_RULE_NAMES))
      .default([])
      .meta({
        description:
          "Managed rules of AWS Config. required-tags: resources have the six mandatory tags, by tags.keys. The others: the resource that they name is encrypted at rest. $0.001 per evaluation of a resource. Security Hub checks encryption with rules of its own, for which AWS Config charges nothing. Default: none. https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html",
        examples: [["required-tags", "encrypted-volumes"]],
      }),
  })
  .prefault({})
  .meta({
    description:
      "AWS Config, Security Hub Config.1. $0.012 per configuration item with DAILY, $0.003 with CONTINUOUS; about 300 resources in the first days of a platform, then what changes. https://aws.amazon.com/config/pricing/",
  });

const guardDutySchema = z
  .strictObject({
    detector: serviceMode("the detector of the Region; AWS allows one", "aws guardduty list-detectors"),
    features: distinct(z.enum(DETECTOR_FEATURES))
      .default(["EKS_AUDIT_LOGS", "S3_DATA_EVENTS"])
      .meta({
        description:
          "Protection plans that the detector has. The stack turns off the others, which AWS turns on for a new detector. No effect unless detector is create. EKS_AUDIT_LOGS: $1.60 per million audit events; S3_DATA_EVENTS: $0.80 per million; RUNTIME_MONITORING: $1.50 per vCPU and month. Default: EKS_AUDIT_LOGS and S3_DATA_EVENTS. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html",
        examples: [["EKS_AUDIT_LOGS", "RUNTIME_MONITORING"]],
      }),
    manageEksAgent: z.boolean().default(false).meta({
      description:
        "Whether GuardDuty installs its agent for RUNTIME_MONITORING in every EKS cluster of the account. It then adds an EKS add-on, a VPC endpoint and a security group, which this program does not know and which block the deletion of the VPC. With false, add the agent to cluster.extraAddons (aws-guardduty-agent). Default: false. https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
    }),
  })
  .prefault({})
  .meta({
    description:
      "GuardDuty, Security Hub GuardDuty.1: finds attacks in CloudTrail events ($4 per million), flow logs and DNS logs ($1 per GB). 30 days are free. Usually $10 to $50 a month for a platform; the console shows an estimate in the trial. https://aws.amazon.com/guardduty/pricing/",
  });

const securityHubSchema = z
  .strictObject({
    hub: serviceMode("the hub of the Region, without the default standards of AWS", "aws securityhub describe-hub"),
    standards: distinct(z.enum(SECURITY_STANDARDS))
      .default([])
      .meta({
        description:
          "Standards that Security Hub checks, as the last part of their ARNs. Needs AWS Config. Default: none. https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html",
        examples: [["aws-foundational-security-best-practices/v/1.0.0", "cis-aws-foundations-benchmark/v/5.0.0"]],
      }),
  })
  .prefault({})
  .meta({
    description:
      "Security Hub CSPM, which collects findings and checks standards. $0.001 per check of a resource; 30 days are free. Usually $10 to $30 a month for one standard and a platform. https://aws.amazon.com/security-hub/pricing/",
  });

const inspectorSchema = z
  .strictObject({
    activation: serviceMode(
      "the activation of Amazon Inspector in the Region, and turns off the scans of other types",
      "aws inspector2 batch-get-account-status",
    ),
    scannedTypes: distinct(z.enum(SCANNED_TYPES))
      .min(1)
      .default(["EC2", "ECR"])
      .meta({
        description:
          "What Amazon Inspector scans for vulnerabilities. EC2: nodes, $1.25 per instance and month. ECR: images, $0.09 per new image and $0.01 per further scan; it turns on enhanced scanning. LAMBDA: functions, $0.30 each. No effect unless activation is create. Default: EC2 and ECR. https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html",
        examples: [["EC2"]],
      }),
  })
  .prefault({})
  .meta({
    description:
      "Amazon Inspector, Security Hub Inspector.1 and Inspector.2. 15 days are free. https://aws.amazon.com/inspector/pricing/",
  });

/** Services that an account has once, or once per Region. */
export const accountServicesShape = {
  cloudTrail: cloudTrailSchema,
  config: configSchema,
  guardDuty: guardDutySchema,
  securityHub: securityHubSchema,
  inspector: inspectorSchema,
  computeOptimizer: z.boolean().default(false).meta({
    description:
      "Whether this stack enrolls the account in AWS Compute Optimizer, which recommends instance types, sizes of volumes and idle resources to delete. $0. The account stays enrolled when the stack is destroyed. Default: false. https://docs.aws.amazon.com/compute-optimizer/latest/ug/account-opt-in.html",
  }),
  costOptimizationHub: z.boolean().default(false).meta({
    description:
      "Whether this stack enrolls the account in Cost Optimization Hub, which lists all recommendations with the savings. $0. Needs computeOptimizer for recommendations about sizes. The account stays enrolled when the stack is destroyed. Default: false. https://docs.aws.amazon.com/cost-management/latest/userguide/coh-getting-started.html",
  }),
};
