import * as lambda from "@pulumi/aws/lambda";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";

import { fitName } from "../../domain/names";

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const STATEMENT_ID_LENGTH = 100;

/** How Secrets Manager changes the value of a secret. Exactly one of `days` and `schedule` is set. */
export interface SecretRotation {
  /** Function in the account and Region of the secret. The component permits Secrets Manager to invoke it. */
  readonly functionArn: string;
  /** Days (1 to 1,000) between two rotations. */
  readonly days?: number | undefined;
  /** Expression of the form `rate(…)` or `cron(…)`, in UTC. */
  readonly schedule?: string | undefined;
  /** Hours (1 to 24) after the scheduled time within which the rotation starts. */
  readonly windowHours?: number | undefined;
  /** Whether a change of the rotation starts one at once. */
  readonly immediately: boolean;
}

export interface SecretArgs {
  /** Unique in account and Region. A change replaces the secret: the old one is deleted with its value. */
  readonly secretName: string;
  readonly description: string | undefined;
  readonly accountId: string;
  /** KMS key of the values. Undefined: the key of Secrets Manager. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
  /** Days (7 to 30) in which a deletion can be canceled; 0 deletes the secret at once. */
  readonly recoveryDays: number;
  /** Undefined: Secrets Manager never changes the value. */
  readonly rotation: SecretRotation | undefined;
  /** Whether Pulumi refuses to delete or replace the secret. */
  readonly deletionProtection: boolean;
}

/**
 * A secret of AWS Secrets Manager, optionally rotated by a Lambda function. It creates the secret without a value: values are
 * stored by people and by the function, so that neither the stack file nor the state of Pulumi contains them.
 * $0.40 per month, and $0.05 per 10,000 requests.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
 */
export class Secret extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;

  constructor(name: string, args: SecretArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:storage:Secret", name, {}, opts);

    const secret = new secretsmanager.Secret(
      name,
      {
        name: args.secretName,
        description: args.description,
        kmsKeyId: args.encryptionKeyArn,
        recoveryWindowInDays: args.recoveryDays,
      },
      { parent: this, protect: args.deletionProtection },
    );
    if (args.rotation !== undefined) this.createRotation(name, args, args.rotation, secret);

    this.arn = secret.arn;
    this.registerOutputs({ arn: this.arn });
  }

  /** Secrets Manager tests that it can invoke the function when the rotation is created. */
  private createRotation(
    name: string,
    { secretName, accountId }: SecretArgs,
    { functionArn, days, schedule, windowHours, immediately }: SecretRotation,
    secret: secretsmanager.Secret,
  ): void {
    const permission = new lambda.Permission(
      `${name}-invocation`,
      {
        // Other secrets may have the same function, so the statement ID contains the name, without slashes.
        statementId: fitName(`secret-${secretName.replaceAll("/", "_")}`, STATEMENT_ID_LENGTH),
        function: functionArn,
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceAccount: accountId,
      },
      { parent: this },
    );
    new secretsmanager.SecretRotation(
      `${name}-rotation`,
      {
        secretId: secret.id,
        rotationLambdaArn: functionArn,
        rotateImmediately: immediately,
        rotationRules: {
          automaticallyAfterDays: days,
          scheduleExpression: schedule,
          duration: windowHours === undefined ? undefined : `${windowHours}h`,
        },
      },
      { parent: this, dependsOn: [permission] },
    );
  }
}
