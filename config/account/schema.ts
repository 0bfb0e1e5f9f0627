import { z } from "zod";
import { UPSTREAM_REGISTRIES } from "../../domain/storage/upstream-registries";
import { cacheCredentialArn } from "../schema/arns";
import { distinct, text } from "../schema/fields";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
const repositoryPrefix = text(
  /^(?=.{2,30}$)[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
  "2 to 30 lowercase letters and digits, joined by . _ - or /",
).meta({ examples: ["groundwork-prod"] });

const registrySchema = z
  .strictObject({
    scanning: z.enum(["basic", "enhanced"]).default("basic").meta({
      description:
        "basic: every image when it is pushed, its operating system, free. enhanced: Amazon Inspector scans packages of programming languages too, and all again whenever a weakness becomes known; $0.09 an image and $0.01 for each time again. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    }),
    replicatedPrefixes: distinct(repositoryPrefix)
      .max(100)
      .default([])
      .meta({
        description:
          "Repositories that are replicated to aws.secondRegion, by the first part of their names, such as name and environment of a stack: what is pushed from then on. Storage a second time, $0.10 per GB and month, and the transfer, $0.02 per GB. Default none. https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html",
        examples: [["groundwork-prod"]],
      }),
    pullThroughCaches: z
      .record(
        repositoryPrefix,
        z.strictObject({
          upstream: z.enum(UPSTREAM_REGISTRIES).meta({
            description: "Registry whose images are cached. registry-1.docker.io is Docker Hub.",
            examples: ["quay.io"],
          }),
          credentialArn: cacheCredentialArn.exactOptional().meta({
            description:
              "Secret with username and accessToken, $0.40 a month; needed for Docker Hub and GitHub, and only there. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html",
            examples: ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf"],
          }),
        }),
      )
      .default({})
      .meta({
        description:
          "Caches of other registries by the first part of their repositories' names: <account>.dkr.ecr.<region>.amazonaws.com/quay/<image> pulls quay.io's <image>, once, and asks for changes once a day. No rate limits of others, no internet needed by nodes; $0.10 per GB and month. Default none. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
        examples: [{ quay: { upstream: "quay.io" } }],
      }),
  })
  .prefault({})
  .meta({
    description:
      "The account's container registry, which is one in the Region for all stacks: needs baseline. Repositories that ECR makes for replicas and caches carry the stack's tags, and stay when the stack goes.",
  });

export const accountSchema = z
  .strictObject({
    baseline: z.boolean().default(false).meta({
      description:
        "Whether this stack sets the account's own protections: no public buckets, snapshots and images, encrypted volumes, IMDSv2, image scanning, and an analyzer for access from outside, unless there is one (accessAnalyzer). Free of charge; basic image scanning too. They bind everything in the account and region, so one stack per account and region turns them on, knowingly; they stay when the stack is destroyed. Default false. https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
    }),
    accessAnalyzer: z.enum(["create", "existing"]).default("create").meta({
      description:
        "create: the baseline creates the account's analyzer for access from outside. existing: the account has one in this Region already, of its organization's security team for instance, and the baseline leaves it alone; AWS takes one for an account and Region, and refuses a second. With existing in a stack that created one, that one is deleted. Default create. https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html",
    }),
    registry: registrySchema,
  })
  .meta({ description: "Settings that an AWS account has once, for all that stands in it." });
