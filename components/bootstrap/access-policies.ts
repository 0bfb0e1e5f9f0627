import { bucketArn } from "../../domain/arns";
import { canaryScriptArns, stateBucketName, stateFolder } from "../../domain/bootstrap/names";
import { readActions } from "../../domain/bootstrap/reads";
import { environmentOf } from "../../domain/bootstrap/role-patterns";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import type { BootstrapArgs } from "./bootstrap-args";

/** ARNs of the bootstrap's keys. */
export interface KeyArns {
  readonly state: string;
  /** By name of the stack. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Reads the settings of the account's resources, and no data. */
export function readPolicy(): string {
  return policyDocument([{ Sid: "ReadSettings", Effect: "Allow", Action: readActions(), Resource: "*" }]);
}

/** A preview reads the state of its stack, and a refresh the script of its canaries. It takes no lock and writes nothing. */
export function previewAccess(args: BootstrapArgs, stack: string, keys: KeyArns): string {
  const decrypts = args.stacks[stack]?.previewDecryptsSecrets === true;
  return policyDocument([
    ownState(args, stack, ["s3:GetObject"]),
    { Sid: "ReadState", Effect: "Allow", Action: "kms:Decrypt", Resource: keys.state },
    ...(decrypts
      ? [{ Sid: "Secrets", Effect: "Allow" as const, Action: "kms:Decrypt", Resource: ownKey(keys, stack) }]
      : []),
    ...readCanaryScript(args, stack),
    ...denySecrets(keys, decrypts ? stack : undefined),
  ]);
}

/** S3 decrypts the script with the key of the storage, whose encryption context is the ARN of the bucket or of the object. */
function readCanaryScript(args: BootstrapArgs, stack: string): readonly PolicyStatement[] {
  const { accountId, environmentTagKey, stacks } = args;
  const owner = stacks[stack];
  if (owner === undefined) return [];
  const scripts = canaryScriptArns(owner.platformName, accountId);
  return [
    { Sid: "CanaryScripts", Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectTagging"], Resource: scripts },
    {
      Sid: "CanaryScriptKey",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: `arn:aws:kms:*:${accountId}:key/*`,
      Condition: {
        StringEquals: { [`aws:ResourceTag/${environmentTagKey}`]: environmentOf(owner) },
        StringLike: {
          "kms:ViaService": "s3.*.amazonaws.com",
          "kms:EncryptionContext:aws:s3:arn": scripts.slice(0, -"/*".length),
        },
      },
    },
  ];
}

/** An update reads and writes the state of its stack, and encrypts and decrypts its secrets. */
export function deployAccess(args: BootstrapArgs, stack: string, keys: KeyArns): string {
  return policyDocument([
    ownState(args, stack, ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]),
    { Sid: "StateKey", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keys.state },
    { Sid: "Secrets", Effect: "Allow", Action: ["kms:Decrypt", "kms:Encrypt"], Resource: ownKey(keys, stack) },
    ...denySecrets(keys, stack),
  ]);
}

function ownKey({ secrets }: KeyArns, stack: string): string {
  return secrets[stack] ?? "";
}

function ownState(args: BootstrapArgs, stack: string, actions: readonly string[]): PolicyStatement {
  const objects = `${bucketArn(stateBucketName(args))}/${stateFolder(stack)}/*`;
  return { Sid: "State", Effect: "Allow", Action: actions, Resource: objects };
}

/** Denies the keys for secrets of all stacks but one, even if another policy of the role allows them. */
function denySecrets({ secrets }: KeyArns, except: string | undefined): readonly PolicyStatement[] {
  const others = Object.entries(secrets).flatMap(([stack, arn]) => (stack === except ? [] : [arn]));
  return others.length === 0
    ? []
    : [{ Sid: "SecretsOfOthers", Effect: "Deny", Action: ["kms:Decrypt", "kms:ReEncryptFrom"], Resource: others }];
}
