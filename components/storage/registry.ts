import * as ecr from "@pulumi/aws/ecr";
import * as awsx from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";
import { type RegistryLifecycle, registryLifecyclePolicy } from "./registry-lifecycle";

export interface RegistryArgs {
  /** Unique in account and region. Another name is another repository: the old one and its images are deleted. */
  readonly repositoryName: string;
  readonly lifecycle: RegistryLifecycle;
  /** Patterns of tags that may move to another image, such as `cache-*`; all others stay. */
  readonly mutableTags: readonly string[];
  /** Whether Pulumi may delete the repository with its images. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete or replace the repository. */
  readonly deletionProtection: boolean;
  /** KMS key for the images; undefined means ECR's own. A change replaces the repository. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
}

/**
 * One ECR repository whose tags cannot be moved, but for those it is told of, and whose images are scanned when pushed.
 *
 * The lifecycle policy is a resource beside awsx's repository: awsx's own rules know tag prefixes only, and "every
 * tagged image" is no prefix. `protect` reaches the repository inside the remote component through its parent. The policy
 * is not protected: AWS changes it only by replacement, which protection would refuse.
 */
export class Registry extends pulumi.ComponentResource {
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`: what `docker push` and pods take. */
  public readonly url: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Registry", name, {}, opts);

    const registry = new awsx.Repository(
      name,
      {
        name: args.repositoryName,
        ...tagMutability(args.mutableTags),
        imageScanningConfiguration: { scanOnPush: true },
        forceDelete: args.forceDestroy,
        lifecyclePolicy: { skip: true },
        ...(args.encryptionKeyArn === undefined
          ? {}
          : { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.encryptionKeyArn }] }),
      },
      { parent: this, protect: args.deletionProtection },
    );
    new ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: registry.repository.name, policy: registryLifecyclePolicy(args.lifecycle) },
      { parent: this },
    );

    this.url = registry.url;
    this.registerOutputs({ url: this.url });
  }
}

function tagMutability(
  mutableTags: readonly string[],
): Pick<awsx.RepositoryArgs, "imageTagMutability" | "imageTagMutabilityExclusionFilters"> {
  if (mutableTags.length === 0) return { imageTagMutability: "IMMUTABLE" };
  return {
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: mutableTags.map((filter) => ({ filter, filterType: "WILDCARD" })),
  };
}
