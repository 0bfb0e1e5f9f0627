import { renderJson } from "../../domain/json";

/** How long a registry keeps its images. */
export interface RegistryLifecycle {
  /** Newest images with a tag that are kept; older ones are deleted. */
  readonly keepTaggedImages: number;
  /** Days that an image without a tag is kept. Those that a multi-architecture image refers to stay as long as it does. */
  readonly untaggedExpirationDays: number;
}

/**
 * The lifecycle policy of an ECR repository. Tagged images are counted by the pattern `*`: a rule for `any` image would
 * count the untagged parts of multi-architecture images too, and delete tagged images long before there are too many.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lp_evaluation_rules
 */
export function registryLifecyclePolicy({ keepTaggedImages, untaggedExpirationDays }: RegistryLifecycle): string {
  return renderJson({
    rules: [
      {
        rulePriority: 1,
        description: `delete images without a tag after ${untaggedExpirationDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedExpirationDays,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: `keep the newest ${keepTaggedImages} tagged images`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: keepTaggedImages,
        },
        action: { type: "expire" },
      },
    ],
  });
}
