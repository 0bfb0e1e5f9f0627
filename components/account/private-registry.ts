import * as ecr from "@pulumi/aws/ecr";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";
import type { Tags } from "../../domain/tags/tags";
import { registryLifecyclePolicy } from "../storage";

export interface PullThroughCache {
  /** Host of the upstream registry. A change replaces the rule and retains cached images. */
  readonly upstream: string;
  /** ARN of the secret with credentials, for upstream registries that require them. */
  readonly credentialArn?: string | undefined;
}

export interface PrivateRegistryArgs {
  readonly accountId: string;
  /** Region of replicas. Undefined: ECR replicates no images. */
  readonly secondRegion?: string | undefined;
  /** Prefixes of repositories that are replicated: `groundwork-prod` for `groundwork-prod/api`. */
  readonly replicatedPrefixes: readonly string[];
  /** Caches of other registries by repository prefix. */
  readonly pullThroughCaches: Readonly<Record<string, PullThroughCache>>;
  /** Tags of repositories that ECR creates, which do not get the provider's default tags. */
  readonly tags: Tags;
}

/** An image whose tag moves in the upstream registry becomes untagged in the cache. */
const CACHE_LIFECYCLE = { keepTaggedImages: 30, untaggedExpirationDays: 1 };
/** ECR does not replicate lifecycle policies. Other stacks may keep more images than this one, so the limits are high. */
const REPLICA_LIFECYCLE = { keepTaggedImages: 100, untaggedExpirationDays: 7 };

interface TemplateRole {
  readonly arn: pulumi.Output<string>;
  readonly policy: iam.RolePolicy;
}

/**
 * Settings of ECR that an account has once per Region: replication, pull through caches, and templates for the repositories
 * that ECR creates for both. ECR retains these repositories when the stack is destroyed, and templates do not change
 * existing repositories.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export class PrivateRegistry extends pulumi.ComponentResource {
  constructor(name: string, args: PrivateRegistryArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:account:PrivateRegistry", name, {}, opts);
    const caches = Object.entries(args.pullThroughCaches);
    const replicas = args.secondRegion === undefined ? [] : args.replicatedPrefixes;
    if (caches.length > 0 || replicas.length > 0) {
      const role = this.createTemplateRole(name, args);
      for (const [prefix, cache] of caches) this.createCache(name, prefix, cache, role, args);
      const templates = replicas.map((prefix) => this.createReplicaTemplate(name, prefix, role, args));
      if (templates.length > 0) this.replicate(name, args, templates);
    }
    this.registerOutputs({});
  }

  /** ECR assumes the role to tag repositories that it creates: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html */
  private createTemplateRole(name: string, { accountId }: PrivateRegistryArgs): TemplateRole {
    const role = new iam.Role(
      `${name}-template-role`,
      {
        description: "Makes repositories for caches and replicas of container images",
        assumeRolePolicy: serviceTrustPolicy("ecr.amazonaws.com"),
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}-template-role`,
      {
        role: role.name,
        policy: policyDocument([
          {
            Sid: "MakeRepositories",
            Effect: "Allow",
            Action: ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
            Resource: `arn:aws:ecr:*:${accountId}:repository/*`,
          },
        ]),
      },
      { parent: this },
    );
    return { arn: role.arn, policy };
  }

  private createCache(
    name: string,
    prefix: string,
    { upstream, credentialArn }: PullThroughCache,
    role: TemplateRole,
    { tags }: PrivateRegistryArgs,
  ): void {
    const template = new ecr.RepositoryCreationTemplate(
      `${name}-cache-${prefix}`,
      {
        prefix,
        appliedFors: ["PULL_THROUGH_CACHE"],
        description: `Images of ${upstream}`,
        // ECR must move a tag when the upstream registry does.
        imageTagMutability: "MUTABLE",
        lifecyclePolicy: registryLifecyclePolicy(CACHE_LIFECYCLE),
        resourceTags: tags,
        customRoleArn: role.arn,
      },
      { parent: this, dependsOn: [role.policy] },
    );
    new ecr.PullThroughCacheRule(
      `${name}-cache-${prefix}`,
      { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: upstream, credentialArn },
      // ECR refuses a second rule for a prefix.
      { parent: this, dependsOn: [template], deleteBeforeReplace: true },
    );
  }

  private createReplicaTemplate(
    name: string,
    prefix: string,
    role: TemplateRole,
    { secondRegion, tags }: PrivateRegistryArgs,
  ): ecr.RepositoryCreationTemplate {
    return new ecr.RepositoryCreationTemplate(
      `${name}-replica-${prefix}`,
      {
        region: secondRegion,
        prefix,
        appliedFors: ["REPLICATION"],
        description: `Replicas of ${prefix}`,
        imageTagMutability: "IMMUTABLE",
        lifecyclePolicy: registryLifecyclePolicy(REPLICA_LIFECYCLE),
        resourceTags: tags,
        customRoleArn: role.arn,
      },
      { parent: this, dependsOn: [role.policy] },
    );
  }

  /** Depends on the templates, because the first push of an image creates the repository. */
  private replicate(
    name: string,
    { accountId, secondRegion = "", replicatedPrefixes }: PrivateRegistryArgs,
    templates: readonly pulumi.Resource[],
  ): void {
    new ecr.ReplicationConfiguration(
      `${name}-replication`,
      {
        replicationConfiguration: {
          rules: [
            {
              destinations: [{ region: secondRegion, registryId: accountId }],
              repositoryFilters: replicatedPrefixes.map((prefix) => ({
                filter: `${prefix}/`,
                filterType: "PREFIX_MATCH",
              })),
            },
          ],
        },
      },
      { parent: this, dependsOn: [...templates] },
    );
  }
}
