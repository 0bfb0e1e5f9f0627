import { z } from "zod";
import { isRotationSchedule, MOST_ROTATION_DAYS } from "../../domain/storage/secret-rotation";
import { functionArn } from "../schema/arns";
import { checked, text } from "../schema/fields";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const LONGEST_KEY = 200;
const LONGEST_DESCRIPTION = 2048;

const secretKey = text(
  new RegExp(`^(?=.{1,${LONGEST_KEY}}$)[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$`),
  `lowercase words joined by - or /, up to ${LONGEST_KEY} characters, such as shop/database`,
);

const schedule = checked(z.string(), function* (value) {
  if (isRotationSchedule(value)) return;
  yield {
    message: "Secrets Manager does not accept the schedule.",
    allowed: "rate(<number> days), rate(<number> hours) with at least 4 hours, or cron(<six fields>), in UTC",
  };
});

const rotationSchema = z.strictObject({
  functionArn: functionArn.meta({
    description:
      "ARN of the Lambda function that changes the value, in the account and Region of the stack. The stack permits Secrets Manager to invoke it; its role needs the permissions to read and write the secret. A deploy role of the bootstrap can name only functions with the Environment tag of the stack. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html",
    examples: ["arn:aws:lambda:eu-west-1:111122223333:function:rotate-database"],
  }),
  days: z
    .int()
    .min(1)
    .max(MOST_ROTATION_DAYS)
    .exactOptional()
    .meta({
      description: `Days between two rotations, 1 to ${MOST_ROTATION_DAYS}. Security Hub reports more than 90. Required unless schedule is set. Updated in place.`,
      examples: [30],
    }),
  schedule: schedule.exactOptional().meta({
    description:
      "Schedule of the rotations instead of days, in UTC: rate(<number> days), rate(<number> hours) with at least 4 hours, or cron(<six fields>). Updated in place. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
    examples: ["cron(0 3 ? * SUN *)"],
  }),
  windowHours: z
    .int()
    .min(1)
    .max(24)
    .exactOptional()
    .meta({
      description:
        "Hours after the scheduled time within which Secrets Manager starts the rotation, 1 to 24. Default: one hour for a schedule in hours, else until the end of the day in UTC.",
      examples: [3],
    }),
  immediately: z.boolean().default(false).meta({
    description:
      "Whether Secrets Manager also rotates the secret when the rotation is added or changed. Default: false, because the first rotation of a secret without a value fails.",
  }),
});

const secretSchema = z.strictObject({
  description: text(
    new RegExp(`^.{1,${LONGEST_DESCRIPTION}}$`),
    `1 to ${LONGEST_DESCRIPTION} characters, without line breaks`,
  )
    .exactOptional()
    .meta({
      description: "Description of the secret. It is no secret. Default: none. Updated in place.",
      examples: ["Password of the database of the shop"],
    }),
  recoveryDays: z.int().min(7).max(30).default(30).meta({
    description:
      "Days in which the deletion of the secret can be canceled, 7 to 30; until then no other secret can have its name. With forceDestroy, the secret is deleted at once. Default: 30. https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  }),
  rotation: rotationSchema.exactOptional().meta({
    description:
      "Rotation by a Lambda function, which Security Hub asks for (SecretsManager.1). Set it once the secret has a value. Default: none; the policy pack reports secrets of prod without rotation. $0 for the schedule, and the price of the function. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    examples: [{ functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:rotate-database", days: 30 }],
  }),
});

export const secretsSchema = z
  .record(secretKey, secretSchema)
  .default({})
  .meta({
    description:
      "Secrets of AWS Secrets Manager by key; the name is <name>-<environment>/<key>, which cluster.externalSecrets can read. They are created without a value: store it with `aws secretsmanager put-secret-value`, so that neither the stack file nor the state contains it. $0.40 per month and secret, $0.05 per 10,000 requests. A renamed key creates an empty secret and deletes the old one. Default: none. Guide: docs/storage.md. https://aws.amazon.com/secrets-manager/pricing/",
    examples: [{ "shop/database": {} }],
  });
