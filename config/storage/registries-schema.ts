import { z } from "zod";
import { MOST_LIFECYCLE_DAYS } from "../../domain/storage/lifecycle";
import { LONGEST_REPOSITORY_NAME } from "../../domain/storage/quotas";
import { distinct, text } from "../schema/fields";
import { lifecycleDays } from "./lifecycle-days";

/** Name and environment, with the slash that follows them. */
const LONGEST_PLATFORM_NAME = "a234567890123456-staging/".length;
const LONGEST_REGISTRY_KEY = LONGEST_REPOSITORY_NAME - LONGEST_PLATFORM_NAME;

const registryKey = text(
  new RegExp(`^(?=.{1,${LONGEST_REGISTRY_KEY}}$)[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$`),
  `lowercase words joined by - or /, up to ${LONGEST_REGISTRY_KEY} characters, such as team/api`,
);

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html */
const mutableTag = text(
  /^(?=.*[0-9a-zA-Z])(?!(?:[^*]*\*){3})[0-9a-zA-Z._*-]{1,128}$/,
  "letters, digits, dots, hyphens, underscores and at most two * among them, such as cache-*",
);

const registrySchema = z.strictObject({
  mutableTags: distinct(mutableTag.meta({ examples: ["cache-*"] }))
    .max(5)
    .default([])
    .meta({
      description:
        "Patterns of mutable tags, which can be moved to another image, such as tags of build caches. At most five. Default: none, so all tags are immutable. https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
      examples: [["cache-*"]],
    }),
  keepTaggedImages: z.int().min(1).max(MOST_LIFECYCLE_DAYS).default(30).meta({
    description: "How many of the newest tagged images ECR keeps. $0.10 per GB and month. Default: 30.",
  }),
  untaggedExpirationDays: lifecycleDays.default(7).meta({
    description: "Days after which images without a tag are deleted. Default: 7.",
  }),
});

export const registriesSchema = z
  .record(registryKey, registrySchema)
  .default({})
  .meta({
    description:
      "Container registries (Amazon ECR repositories) by key; the repository name is <name>-<environment>/<key>. Default: none. https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html",
    examples: [{ api: {} }],
  });
