import * as ecr from "@pulumi/aws/ecr";
import * as awsx from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";
import { type RegistryLifecycle, registryLifecyclePolicy } from "./registry-lifecycle";

export interface RegistryArgs {
  /** Unique in account and Region. A change replaces the repository: the old one is deleted with its images. */
  readonly repositoryName: string;
  readonly lifecycle: RegistryLifecycle;
  /** Patterns of mutable tags, such as `cache-*`. All other tags are immutable. */
  readonly mutableTags: readonly string[];
  /** Whether Pulumi may delete the repository with its images. */
  readonly forceDestroy: boolean;
  /** Whether Pulumi refuses to delete or replace the repository. */
  readonly deletionProtection: boolean;
  /** KMS key for the images. Undefined: the key of ECR. A change replaces the repository. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
}

/**
 * An ECR repository with immutable tags, except for the mutable patterns, whose images are scanned when they are pushed.
 *
 * The lifecycle policy is a separate resource, because rules of awsx support tag prefixes only, and "every tagged image" is
 * not a prefix. The repository inside the remote component inherits `protect` from its parent. The policy is not protected,
 * because every change of it is a replacement, which protection would refuse.
 */
export class Registry extends pulumi.ComponentResource {
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`: the address for `docker push` and pods. */
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
