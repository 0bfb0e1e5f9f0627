import * as pulumi from "@pulumi/pulumi";

import { secretsKeyAlias, stateKeyAlias } from "../../domain/bootstrap/names";
import { EncryptionKey } from "../encryption";
import type { BootstrapArgs } from "./bootstrap-args";
import { createIdentityProviders } from "./identity-providers";
import { createStateBucket } from "./state-bucket";

/**
 * What pipelines need once per account, before the first stack: OIDC providers of GitHub and GitLab, and a bucket for the
 * state of every stack; for each stack, a KMS key for its secrets. $1 per month for each key.
 *
 * Does not create the stacks themselves. An administrator updates it; no pipeline has access to its state or its resources.
 */
export class Bootstrap extends pulumi.ComponentResource {
  public readonly stateBucketName: pulumi.Output<string>;

  constructor(name: string, args: BootstrapArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:bootstrap:Bootstrap", name, {}, opts);

    createIdentityProviders(this, name, args);
    const stateKey = this.createKey(`${name}-state-key`, args, stateKeyAlias(args.name), "State of every stack");
    const stateBucket = createStateBucket(this, name, args, stateKey.keyArn);
    for (const stack of Object.keys(args.stacks)) {
      const alias = secretsKeyAlias(args.name, stack);
      this.createKey(`${name}-secrets-key-${stack}`, args, alias, `Secrets of the stack ${stack}`);
    }

    this.stateBucketName = stateBucket.bucketName;
    this.registerOutputs({ stateBucketName: this.stateBucketName });
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
