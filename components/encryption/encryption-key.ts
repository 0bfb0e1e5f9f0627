import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";

import type { Publisher } from "../../domain/monitoring/publishers";
import type { PolicyStatement } from "../../domain/iam/policy-document";
import { keyPolicy } from "./key-policy";

export interface EncryptionKeyArgs {
  /** Description of the key in the KMS console. */
  readonly description: string;
  /** Alias without its `alias/` prefix; unique in account and Region. A change replaces the alias, not the key. */
  readonly aliasName: string;
  /** Account whose IAM policies determine who can use the key. */
  readonly accountId: string;
  /** AWS Region of the key. Default: that of the provider. A change replaces the key. */
  readonly region?: string | undefined;
  /** Days (7 to 30) during which a deletion can be canceled. Afterwards, all data that the key encrypted is lost. */
  readonly deletionWindowDays: number;
  /** AWS services that publish messages encrypted with the key. */
  readonly publishers?: readonly Publisher[];
  /** Statements of the key policy for services that use the key without a caller of the account. */
  readonly policyStatements?: readonly PolicyStatement[];
  /** Whether Pulumi refuses to delete or replace the key and its alias. */
  readonly deletionProtection: boolean;
}

/**
 * A symmetric KMS key that AWS rotates every year, and its alias. $1 per month, plus $0.03 per 10,000 requests.
 *
 * The key policy grants permissions to publishers and by `policyStatements` only. IAM policies in the account grant others, by
 * the ARN of the key.
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
        policy: keyPolicy(args.accountId, args.publishers, args.policyStatements),
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
