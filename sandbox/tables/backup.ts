import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";
import { ROLE } from "./iam";

const VAULT = "aws:backup/vault:Vault";
const TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const TESTING_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const PLAN = "aws:backup/plan:Plan";

const MOST_SELECTION_DAYS = 365;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const MOST_RETENTION_DAYS = 36_500;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
const FEWEST_START_MINUTES = 60;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
const FEWEST_DAYS_OF_GRACE = 3;
/** Minimum number of days that a copy stays in cold storage. */
const FEWEST_COLD_DAYS = 90;

export const backup: ServiceTable = {
  [VAULT]: {
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:backup:${region}:${accountId}:backup-vault:${String(inputs["name"])}`,
      kmsKeyArn: ({ region, accountId }) => `arn:aws:kms:${region}:${accountId}:alias/aws/backup`,
      recoveryPoints: () => 0,
    },
    // Tests add copies to a vault by drift of `recoveryPoints`.
    deleteRefusals: ({ id, state, inputs }) =>
      Number(state["recoveryPoints"]) > 0 && inputs["forceDestroy"] !== true
        ? [`InvalidRequestException: the backup vault "${id}" contains recovery points`]
        : [],
  },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    overwritesExisting: true,
    id: ({ inputs }) => String(inputs["backupVaultName"]),
    outputs: {
      backupVaultArn: ({ inputs, world }) => world.get(VAULT, String(inputs["backupVaultName"]))?.state["arn"],
    },
    refusals: ({ inputs, world }) => [...refuseVault(inputs["backupVaultName"], world), ...refuseLock(inputs)],
  },
  [PLAN]: {
    id: (request) => request.hex(32),
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:backup:${region}:${accountId}:backup-plan:${id}`,
      version: ({ hex }) => hex(16, "version"),
    },
    changing: { version: ({ hex, inputs }) => hex(16, JSON.stringify(inputs["rules"])) },
    refusals: ({ inputs, world }) =>
      ((inputs["rules"] ?? []) as readonly Props[]).flatMap((rule) => [
        ...refuseVault(rule["targetVaultName"], world),
        ...refuseWindows(rule),
        ...[rule, ...((rule["copyActions"] ?? []) as readonly Props[])].flatMap(refuseLifecycle),
        ...((rule["copyActions"] ?? []) as readonly Props[]).flatMap((copy) =>
          refuseVaultArn(copy["destinationVaultArn"], world),
        ),
      ]),
    deleteRefusals: ({ id }, world) =>
      world.ofType("aws:backup/selection:Selection", { planId: id }).length > 0
        ? ["InvalidRequestException: related backup plan selections must be deleted prior to backup plan deletion"]
        : [],
  },
  "aws:backup/selection:Selection": {
    id: (request) => request.hex(32),
    refusals: (request) => [
      ...(request.world.get(PLAN, String(request.inputs["planId"])) === undefined
        ? [`InvalidParameterValueException: there is no backup plan "${String(request.inputs["planId"])}"`]
        : []),
      ...refuseRole(request),
    ],
  },
  [TESTING_PLAN]: {
    id: ({ inputs }) => String(inputs["name"]),
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:backup:${region}:${accountId}:restore-testing-plan:${id}`,
    },
    refusals: ({ inputs, world }) => {
      const selection = (inputs["recoveryPointSelection"] ?? {}) as Props;
      const days = Number(selection["selectionWindowDays"] ?? 30);
      return [
        ...refuseTestingName(inputs["name"]),
        ...(days >= 1 && days <= MOST_SELECTION_DAYS
          ? []
          : [`InvalidParameterValueException: selectionWindowDays must be from 1 to ${MOST_SELECTION_DAYS}`]),
        ...((selection["includeVaults"] ?? []) as readonly unknown[])
          .filter((arn) => arn !== "*")
          .flatMap((arn) => refuseVaultArn(arn, world)),
      ];
    },
    deleteRefusals: ({ id }, world) =>
      world.ofType(TESTING_SELECTION, { restoreTestingPlanName: id }).length > 0
        ? [`InvalidRequestException: the restore testing plan "${id}" still has selections`]
        : [],
  },
  [TESTING_SELECTION]: {
    id: ({ inputs }) => `${String(inputs["restoreTestingPlanName"])}:${String(inputs["name"])}`,
    refusals: (request) => {
      const { inputs, world } = request;
      const plan = String(inputs["restoreTestingPlanName"]);
      const byArn = inputs["protectedResourceArns"] !== undefined;
      return [
        ...refuseTestingName(inputs["name"]),
        ...(world.get(TESTING_PLAN, plan) === undefined
          ? [`ResourceNotFoundException: there is no restore testing plan "${plan}"`]
          : []),
        ...(byArn === (inputs["protectedResourceConditions"] !== undefined)
          ? ["InvalidParameterValueException: a selection has either ARNs or conditions"]
          : []),
        ...refuseRole(request),
      ];
    },
  },
};

/** Other names of AWS Backup may contain hyphens, this one may not: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html */
function refuseTestingName(name: unknown): string[] {
  return /^\w{1,50}$/.test(String(name))
    ? []
    : [`InvalidParameterValueException: "${String(name)}" can contain only letters, digits and underscores`];
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
function refuseLifecycle({ lifecycle }: Props): string[] {
  const { deleteAfter, coldStorageAfter } = (lifecycle ?? {}) as Props;
  const [days, coldAfter] = [Number(deleteAfter ?? 1), Number(coldStorageAfter ?? 0)];
  return [
    ...(days >= 1 && days <= MOST_RETENTION_DAYS
      ? []
      : [`InvalidParameterValueException: DeleteAfterDays must be from 1 to ${MOST_RETENTION_DAYS}`]),
    ...(coldStorageAfter !== undefined && deleteAfter !== undefined && days < coldAfter + FEWEST_COLD_DAYS
      ? [
          `InvalidParameterValueException: DeleteAfterDays must be at least ${FEWEST_COLD_DAYS} days after MoveToColdStorageAfterDays`,
        ]
      : []),
  ];
}

function refuseRole({ inputs, world }: Request): string[] {
  return world.ofType(ROLE, { arn: inputs["iamRoleArn"] }).length === 0
    ? [`InvalidParameterValueException: IAM role ${String(inputs["iamRoleArn"])} cannot be assumed`]
    : [];
}

function refuseVaultArn(arn: unknown, world: Request["world"]): string[] {
  return world.ofType(VAULT, { arn }).length === 0
    ? [`ResourceNotFoundException: there is no backup vault ${String(arn)}`]
    : [];
}

function refuseVault(name: unknown, world: Request["world"]): string[] {
  return world.get(VAULT, String(name)) === undefined
    ? [`ResourceNotFoundException: there is no backup vault "${String(name)}"`]
    : [];
}

/** The completion window must be longer than the start window. */
function refuseWindows({ startWindow, completionWindow }: Props): string[] {
  const start = Number(startWindow ?? FEWEST_START_MINUTES);
  return [
    ...(start < FEWEST_START_MINUTES
      ? [`InvalidParameterValueException: StartWindowMinutes must be at least ${FEWEST_START_MINUTES}`]
      : []),
    ...(completionWindow !== undefined && Number(completionWindow) <= start
      ? ["InvalidParameterValueException: CompletionWindowMinutes must be more than StartWindowMinutes"]
      : []),
  ];
}

function refuseLock({
  minRetentionDays = 1,
  maxRetentionDays = MOST_RETENTION_DAYS,
  changeableForDays,
}: Props): string[] {
  const [fewest, most] = [Number(minRetentionDays), Number(maxRetentionDays)];
  return [
    ...(fewest < 1 || most > MOST_RETENTION_DAYS || fewest > most
      ? [`InvalidParameterValueException: retention of a lock must be from 1 to ${MOST_RETENTION_DAYS} days, in order`]
      : []),
    ...(changeableForDays !== undefined && Number(changeableForDays) < FEWEST_DAYS_OF_GRACE
      ? [`InvalidParameterValueException: ChangeableForDays must be at least ${FEWEST_DAYS_OF_GRACE}`]
      : []),
  ];
}
