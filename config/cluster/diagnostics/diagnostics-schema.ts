import { z } from "zod";
import { distinct, text } from "../../schema/fields";
import { dnsLabel } from "../baseline/namespaces-schema";

/** Amazon's mirror of official images, and its own: https://docs.aws.amazon.com/AmazonECR/latest/public/docker-hub-pull-through.html */
export const PUBLIC_IMAGE_REGISTRY = "public.ecr.aws";

export const diagnosticsSchema = z
  .strictObject({
    bucket: text(/^[a-z][a-z0-9-]*$/, "a key of storage.buckets").meta({
      description:
        "Key of the bucket in storage.buckets; its class says how long logs are kept. They stand below pods/, and may hold whatever applications log.",
      examples: ["diagnostics"],
    }),
    logLines: z.int().min(1).max(200).default(50).meta({
      description: "Last lines of each container that failed. Default 50; a line is 16 KiB at most.",
    }),
    namespaces: distinct(dnsLabel.meta({ examples: ["web"] }))
      .min(1)
      .exactOptional()
      .meta({
        description:
          "Namespaces to look in, of cluster.namespaces. Default: all of them; in others it can read nothing.",
        examples: [["web"]],
      }),
    imageRegistry: text(
      /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
      "a registry, with the prefix of a cache if it has one",
    )
      .default(PUBLIC_IMAGE_REGISTRY)
      .meta({
        description:
          "Where nodes pull docker/library/node and aws-cli/aws-cli from. Default: Amazon's public registry, which needs a way to the internet; a cache of it (account.registry.pullThroughCaches) works too.",
        examples: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public"],
      }),
  })
  .meta({
    description:
      "Saves the last log lines of containers that failed to a bucket, within a minute: a CronJob of official images that can read pods and their logs in these namespaces, and add objects to the bucket. Default: none, and logs go with their pods. $0.005 per thousand requests, one a minute for each container that failed within the hour; CPU and memory of a small pod.",
    examples: [{ bucket: "diagnostics" }],
  });
