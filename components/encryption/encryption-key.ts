import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";

import type { Publisher } from "../../domain/monitoring/publishers";
import { keyPolicy } from "./key-policy";

export interface EncryptionKeyArgs {
  /** What the key encrypts, as the KMS console shows it. */
  readonly description: string;
  /** Alias without its `alias/` prefix; unique in account and region. A change moves the alias and leaves the key. */
  readonly aliasName: string;
  /** The account whose IAM decides who may use the key. */
  readonly accountId: string;
  /** AWS Region of the key; undefined means the provider's. A change replaces the key. */
  readonly region?: string | undefined;
  /** Days (7 to 30) in which a deletion can still be cancelled. After them everything the key encrypted is lost. */
  readonly deletionWindowDays: number;
  /** AWS services that encrypt with it what they publish. */
  readonly publishers?: readonly Publisher[];
  /** Whether Pulumi refuses to delete or replace the key and its alias. */
  readonly deletionProtection: boolean;
}

/**
 * A symmetric KMS key that AWS rotates every year, and its alias. $1 a month, plus $0.03 for 10,000 requests.
 *
 * It grants nothing to people, and to services only as publishers: IAM policies in the account do, naming the key's ARN.
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export class EncryptionKey extends pulumi.ComponentResource {
  public readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:encryption:EncryptionKey", name, {}, opts);

    const options = { parent: this, protect: args.deletionProtection };
    const key = new kms.Key(
      name,
      {
        region: args.region,
        description: args.description,
        policy: keyPolicy(args.accountId, args.publishers),
        enableKeyRotation: true,
        deletionWindowInDays: args.deletionWindowDays,
      },
      options,
    );
    new kms.Alias(
      `${name}-alias`,
      { region: args.region, name: `alias/${args.aliasName}`, targetKeyId: key.keyId },
      options,
    );

    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}
