import { renderJson } from "../../domain/json";

/** How long a registry keeps its images. */
export interface RegistryLifecycle {
  /** How many of the newest tagged images are kept; older ones are deleted. */
  readonly keepTaggedImages: number;
  /** Days after which untagged images are deleted, except for parts of a multi-architecture image. */
  readonly untaggedExpirationDays: number;
}

/**
 * The lifecycle policy of an ECR repository. It counts tagged images by the pattern `*`: a rule for `any` image would also
 * count the untagged parts of multi-architecture images, and delete tagged images too early.
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
