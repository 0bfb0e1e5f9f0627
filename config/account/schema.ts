import { z } from "zod";
import { UPSTREAM_REGISTRIES } from "../../domain/storage/upstream-registries";
import { cacheCredentialArn } from "../schema/arns";
import { SERVICE_MODES } from "../../domain/account/services";
import { distinct, text } from "../schema/fields";
import { accountServicesShape } from "./services-schema";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
const repositoryPrefix = text(
  /^(?=.{2,30}$)[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
  "2 to 30 lowercase letters and digits, joined by . _ - or /",
).meta({ examples: ["groundwork-prod"] });

const registrySchema = z
  .strictObject({
    scanning: z.enum(["basic", "enhanced"]).default("basic").meta({
      description:
        "basic: ECR scans packages of the operating system when an image is pushed, $0. enhanced: Amazon Inspector also scans packages of programming languages, and scans images again when a vulnerability becomes known; $0.09 per image and $0.01 per further scan. Default: basic. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    }),
    replicatedPrefixes: distinct(repositoryPrefix)
      .max(100)
      .default([])
      .meta({
        description:
          "Name prefixes of repositories that ECR replicates to aws.secondRegion, such as <name>-<environment> of a stack. ECR replicates images that are pushed afterwards. $0.10 per GB and month, and $0.02 per GB for the transfer. Default: none. https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html",
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
              "ARN of a secret with the keys username and accessToken, $0.40 per month. Required for Docker Hub and GitHub, not accepted for other registries. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html",
            examples: ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf"],
          }),
        }),
      )
      .default({})
      .meta({
        description:
          "Pull through cache rules of ECR, by repository prefix. With the prefix quay for quay.io, <account>.dkr.ecr.<region>.amazonaws.com/quay/<image> returns <image> of quay.io: ECR pulls the image once and checks for changes once a day. Avoids rate limits, and nodes need no internet access. $0.10 per GB and month. Default: none. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
        examples: [{ quay: { upstream: "quay.io" } }],
      }),
  })
  .prefault({})
  .meta({
    description:
      "Settings of ECR that an account has once per Region. Requires baseline. Repositories that ECR creates for replicas and caches have the tags of the stack, and are retained when the stack is destroyed.",
  });

export const accountSchema = z
  .strictObject({
    baseline: z.boolean().default(false).meta({
      description:
        "Whether this stack manages protections of the whole account in its Region: it blocks public buckets, snapshots, AMIs and SSM documents, encrypts new EBS volumes, requires IMDSv2, scans container images, and creates an access analyzer (see accessAnalyzer). $0. Set it in one stack per account and Region. The protections apply to all resources of the account and are retained when the stack is destroyed. Default: false. https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
    }),
    accessAnalyzer: z.enum(SERVICE_MODES).default("create").meta({
      description:
        "create: the baseline creates an IAM Access Analyzer for external access of the account. existing: the account has one in this Region already, for example from the security team, and the baseline creates none; AWS allows one per account and Region. off: none. To see what the account has: `aws accessanalyzer list-analyzers --type ACCOUNT`, or npm run doctor. A change from create deletes the analyzer of the stack. Default: create. https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html",
    }),
    registry: registrySchema,
    ...accountServicesShape,
  })
  .meta({ description: "Settings of the AWS account that apply to all of its resources." });
