import type { Props, Request, ServiceTable } from "./table";
import { ROLE } from "./iam";

const VAULT = "aws:backup/vault:Vault";
const PLAN = "aws:backup/plan:Plan";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
const NAME = /^[a-zA-Z0-9\-_.]{1,50}$/;

export const backup: ServiceTable = {
  [VAULT]: {
    replaceOn: ["name", "kmsKeyArn"],
    autoName: "name",
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:backup:${region}:${accountId}:backup-vault:${String(inputs["name"])}`,
      kmsKeyArn: ({ region, accountId }) => `arn:aws:kms:${region}:${accountId}:alias/aws/backup`,
      recoveryPoints: () => 0,
    },
    refusals: refuseName,
    // A test puts copies into a vault by letting `recoveryPoints` drift.
    deleteRefusals: ({ id, state, inputs }) =>
      Number(state["recoveryPoints"]) > 0 && inputs["forceDestroy"] !== true
        ? [`InvalidRequestException: the backup vault "${id}" contains recovery points`]
        : [],
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    replaceOn: ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"],
    fixedName: "backupVaultName",
    id: ({ inputs }) => String(inputs["backupVaultName"]),
    outputs: {
      backupVaultArn: ({ inputs, world }) => world.get(VAULT, String(inputs["backupVaultName"]))?.state["arn"],
    },
    refusals: ({ inputs, world }) => refuseVault(inputs["backupVaultName"], world),
  },
  [PLAN]: {
    autoName: "name",
    id: (request) => request.hex(32),
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:backup:${region}:${accountId}:backup-plan:${id}`,
      version: ({ hex }) => hex(16, "version"),
    },
    changing: { version: ({ hex, inputs }) => hex(16, JSON.stringify(inputs["rules"])) },
    refusals: ({ inputs, world }) =>
      ((inputs["rules"] ?? []) as readonly Props[]).flatMap((rule) => refuseVault(rule["targetVaultName"], world)),
    deleteRefusals: ({ id }, world) =>
      world.ofType("aws:backup/selection:Selection", { planId: id }).length > 0
        ? ["InvalidRequestException: related backup plan selections must be deleted prior to backup plan deletion"]
        : [],
  },
  "aws:backup/selection:Selection": {
    replaceOn: ["name", "planId", "iamRoleArn", "resources", "notResources", "conditions", "selectionTags"],
    autoName: "name",
    id: (request) => request.hex(32),
    refusals: (request) => [
      ...refuseName(request),
      ...(request.world.get(PLAN, String(request.inputs["planId"])) === undefined
        ? [`InvalidParameterValueException: there is no backup plan "${String(request.inputs["planId"])}"`]
        : []),
      ...(request.world.ofType(ROLE, { arn: request.inputs["iamRoleArn"] }).length === 0
        ? [`InvalidParameterValueException: IAM role ${String(request.inputs["iamRoleArn"])} cannot be assumed`]
        : []),
    ],
  },
};

function refuseName({ inputs }: Request): string[] {
  const name = String(inputs["name"]);
  return NAME.test(name) ? [] : [`InvalidParameterValueException: "${name}" is not a valid name`];
}

function refuseVault(name: unknown, world: Request["world"]): string[] {
  return world.get(VAULT, String(name)) === undefined
    ? [`ResourceNotFoundException: there is no backup vault "${String(name)}"`]
    : [];
}
