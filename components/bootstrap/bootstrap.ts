import * as pulumi from "@pulumi/pulumi";

import {
  backendUrl,
  secretsKeyAlias,
  secretsProviderUrl,
  stateFolder,
  stateKeyAlias,
} from "../../domain/bootstrap/names";
import { EncryptionKey } from "../encryption";
import type { BootstrapArgs } from "./bootstrap-args";
import { createIdentityProviders } from "./identity-providers";
import { createPipelineRoles, type PipelineRoles } from "./pipeline-roles";
import { createRunners } from "./runners";
import { createStateBucket } from "./state-bucket";

/** What the pipelines of a stack are configured with. */
export interface StackOutputs {
  /** Omitted for short-lived stacks, which have no preview. */
  readonly previewRoleArn?: pulumi.Output<string>;
  readonly deployRoleArn: pulumi.Output<string>;
  /** `groundwork:aws.permissionsBoundaryArn` of the stack. */
  readonly permissionsBoundaryArn: pulumi.Output<string>;
  readonly backendUrl: string;
  readonly secretsProvider: string;
}

/**
 * What pipelines need once per account, before the first stack: OIDC providers of GitHub and GitLab, and a bucket for the
 * state of every stack; for each stack, a preview role, a deploy role, their permissions boundary, and a KMS key for its
 * secrets. $1 per month for each key. Optionally, a runner in the network of a stack.
 *
 * Does not create the stacks themselves. An administrator updates it; no pipeline has access to its state or its resources.
 */
export class Bootstrap extends pulumi.ComponentResource {
  public readonly stateBucketName: pulumi.Output<string>;
  /** By name of the stack. */
  public readonly stacks: Readonly<Record<string, StackOutputs>>;

  constructor(name: string, args: BootstrapArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:bootstrap:Bootstrap", name, {}, opts);

    createIdentityProviders(this, name, args);
    const stateKey = this.createKey(`${name}-state-key`, args, stateKeyAlias(args.name), "State of every stack");
    const stateBucket = createStateBucket(this, name, args, stateKey.keyArn);
    const secrets = Object.keys(args.stacks).map((stack) => [stack, this.createSecretsKey(name, args, stack)] as const);
    const keys = pulumi.output({ state: stateKey.keyArn, secrets: Object.fromEntries(secrets) });
    const roles = createPipelineRoles(this, name, args, keys);
    createRunners(this, name, args);

    this.stateBucketName = stateBucket.bucketName;
    this.stacks = Object.fromEntries(
      Object.entries(roles).map(([stack, ofStack]) => [stack, stackOutputs(args, stack, ofStack)]),
    );
    this.registerOutputs({ stateBucketName: this.stateBucketName, stacks: this.stacks });
  }

  private createSecretsKey(name: string, args: BootstrapArgs, stack: string): pulumi.Output<string> {
    const alias = secretsKeyAlias(args.name, stack);
    return this.createKey(`${name}-secrets-key-${stack}`, args, alias, `Secrets of the stack ${stack}`).keyArn;
  }

  private createKey(
    name: string,
    { accountId, keyDeletionWindowDays, deletionProtection }: BootstrapArgs,
    aliasName: string,
    description: string,
  ): EncryptionKey {
    const deletion = { deletionWindowDays: keyDeletionWindowDays, deletionProtection };
    return new EncryptionKey(name, { description, aliasName, accountId, ...deletion }, { parent: this });
  }
}

function stackOutputs(args: BootstrapArgs, stack: string, { boundary, preview, deploy }: PipelineRoles): StackOutputs {
  return {
    ...(preview === undefined ? {} : { previewRoleArn: preview.arn }),
    deployRoleArn: deploy.arn,
    permissionsBoundaryArn: boundary.arn,
    backendUrl: backendUrl(args, stateFolder(stack)),
    secretsProvider: secretsProviderUrl(secretsKeyAlias(args.name, stack), args.region),
  };
}
