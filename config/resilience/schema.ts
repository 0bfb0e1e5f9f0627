import { z } from "zod";
import { ACTION_MINUTES, API_ERRORS, MOST_STOP_ALARMS } from "../../domain/resilience/experiments";
import { alarmArn, roleArn } from "../schema/arns";
import { distinct, logRetentionDays, text } from "../schema/fields";
import { zoneLetter } from "../schema/zones-and-tiers";

const ACTIONS = "https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html";

const percentage = z.int().min(1).max(100);

const minutes = z
  .int()
  .min(ACTION_MINUTES.min)
  .max(ACTION_MINUTES.max)
  .default(10)
  .meta({ description: "Minutes (1 to 720) for which the fault lasts. $0.10 per minute. Default: 10." });

const apiErrorsSchema = z.strictObject({
  roleArn: roleArn.meta({
    description:
      "Role of the stack's account whose requests to EC2 fail, for example the role of a controller in the cluster, whose name ends with random characters: `aws iam list-roles` prints it. Requests of other roles do not.",
    examples: ["arn:aws:iam::111122223333:role/cluster-aws-ebs-csi-driver-role-1a2b3c4"],
  }),
  error: z.enum(API_ERRORS).default("throttle").meta({
    description:
      "Error of the requests: throttle, unavailable or internal (an internal error of AWS). Default: throttle.",
  }),
  operations: distinct(text(/^[A-Z][A-Za-z0-9]+$/, "the name of an operation of EC2, such as AttachVolume"))
    .min(1)
    .meta({
      description:
        "Operations of EC2 that fail. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html",
      examples: [["AttachVolume", "DescribeVolumes"]],
    }),
  percentage: percentage.default(100).meta({ description: "Percentage of the requests that fail. Default: 100." }),
  minutes,
});

const experimentsSchema = z.strictObject({
  allowInProd: z.boolean().default(false).meta({
    description:
      "Whether a stack of prod may have experiments. They interrupt workloads. Default: false, and the configuration of a stack of prod with experiments is refused.",
  }),
  stopAlarmArns: distinct(alarmArn)
    .max(MOST_STOP_ALARMS)
    .default([])
    .meta({
      description:
        "CloudWatch alarms of the stack's account and Region, up to 5. An experiment does not start while one of them is in ALARM, and stops when one enters it. Name alarms on what users notice. Default: the alarms of monitoring.alarms on unschedulable pods and on errors of the Kubernetes API. https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html",
      examples: [["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-errors"]],
    }),
  logRetentionDays: logRetentionDays.default(90).meta({
    description:
      "Days for which the log group /aws/vendedlogs/fis/<name>-<environment> keeps the records of experiments. $0.50 per GB; an experiment writes some KB. Default: 90.",
  }),
  terminateNodes: z
    .strictObject({
      percentage: percentage.default(25).meta({
        description: "Percentage of the nodes of the cluster that the experiment terminates at once. Default: 25.",
      }),
    })
    .exactOptional()
    .meta({
      description: `Template that terminates nodes, of node groups and of Karpenter. Pods move to other nodes; Pod Disruption Budgets do not apply. Cannot be undone. $0.10 per experiment. Default: none. ${ACTIONS}`,
      examples: [{ percentage: 25 }],
    }),
  zoneLoss: z
    .strictObject({
      zone: zoneLetter.meta({
        description: "Letter of the Availability Zone whose subnets are disconnected. One of network.zones.",
        examples: ["a"],
      }),
      minutes,
    })
    .exactOptional()
    .meta({
      description: `Template that disconnects every subnet of one zone, by a network ACL that denies all traffic. Afterwards the subnets have their network ACL again. Not for an existing VPC. $0.10 per minute. Default: none. ${ACTIONS}`,
      examples: [{ zone: "a", minutes: 10 }],
    }),
  apiErrors: apiErrorsSchema.exactOptional().meta({
    description: `Template that makes requests of one role to EC2 fail. $0.10 per minute. Default: none. ${ACTIONS}`,
  }),
});

export const resilienceSchema = z
  .strictObject({
    experiments: experimentsSchema.exactOptional().meta({
      description:
        "Templates of AWS Fault Injection Service, each with a role for its own fault only. Nothing starts them but a person: `aws fis start-experiment --experiment-template-id <id>`. A template costs nothing, an experiment $0.10 per minute of its action. Default: none. Guide: docs/resilience.md. https://aws.amazon.com/fis/pricing/",
    }),
  })
  .meta({ description: "Experiments that show whether the platform and its workloads survive faults." });
