import { z } from "zod";
import { distinct, text } from "../../schema/fields";
import { dnsLabel } from "../baseline/namespaces-schema";

/** Amazon ECR Public, with copies of Docker official images and with images of AWS: https://docs.aws.amazon.com/AmazonECR/latest/public/docker-hub-pull-through.html */
export const PUBLIC_IMAGE_REGISTRY = "public.ecr.aws";

export const diagnosticsSchema = z
  .strictObject({
    bucket: text(/^[a-z][a-z0-9-]*$/, "a key of storage.buckets").meta({
      description:
        "Key of the bucket in storage.buckets, whose class sets the retention of the logs. Their object keys begin with pods/. Logs may contain any data that applications write to them.",
      examples: ["diagnostics"],
    }),
    logLines: z.int().min(1).max(200).default(50).meta({
      description:
        "Number of lines to save, from the end of the log of each container that failed; a line has at most 16 KiB. Default: 50.",
    }),
    namespaces: distinct(dnsLabel.meta({ examples: ["web"] }))
      .min(1)
      .exactOptional()
      .meta({
        description:
          "Namespaces whose logs are saved, of cluster.namespaces. The CronJob can read no others. Default: all of cluster.namespaces.",
        examples: [["web"]],
      }),
    imageRegistry: text(
      /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
      "a registry, with the prefix of a pull through cache if it has one",
    )
      .default(PUBLIC_IMAGE_REGISTRY)
      .meta({
        description:
          "Registry of the images docker/library/node and aws-cli/aws-cli. Default: Amazon ECR Public, which nodes reach only over the internet; a pull through cache of it (account.registry.pullThroughCaches) needs no internet access.",
        examples: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public"],
      }),
  })
  .meta({
    description:
      "CronJob that saves the last log lines of containers that failed to a bucket, within a minute. It can read pods and their logs in these namespaces, and add objects to the bucket. For the logs of all containers use a log collector instead, such as the add-on amazon-cloudwatch-observability. S3 requests: $0.005 per 1,000, one a minute for each container that failed in the last hour; and a pod of 50m CPU. Default: not created, so logs are deleted with their pods.",
    examples: [{ bucket: "diagnostics" }],
  });
