import { everyHas } from "../companions";
import { onlyIn } from "../environments";
import { UNKNOWN, elements, isAbsent, isRecord } from "../props";
import { ofType } from "../references";
import type { Rule } from "../rule";

const VAULT = "aws:backup/vault:Vault";
const PLAN = "aws:backup/plan:Plan";

export const backupRules: readonly Rule[] = [
  onlyIn(["prod"], {
    name: "backup-vault-key",
    description: "Backup vaults of prod are encrypted with a customer managed key",
    controls: ["Backup.1"],
    level: "mandatory",
    fix: "Set `backup.encryption` to customer-managed in the stack file",
    types: [VAULT],
    violations: ({ kmsKeyArn }) =>
      isAbsent(kmsKeyArn)
        ? ["Recovery points are encrypted with a key of AWS Backup; set `backup.encryption` to customer-managed"]
        : [],
  }),
  onlyIn(["prod"], {
    name: "backup-vault-locked",
    description: "Backup vaults of prod have a vault lock, which refuses early deletion",
    controls: [],
    level: "advisory",
    fix: "Set `backup.lock` in the stack file",
    stackViolations: everyHas(
      VAULT,
      { type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration", pointer: "backupVaultName", key: "name" },
      "Recovery points can be deleted early; set `backup.lock` in the stack file",
    ),
  }),
  {
    name: "backup-plan",
    description: "A backup plan uses every vault, by rules or as the destination of copies",
    controls: [],
    level: "advisory",
    stackViolations: (resources) =>
      ofType(resources, VAULT)
        .filter((vault) => {
          const plans = ofType(resources, PLAN);
          const rules = plans.flatMap(({ props }) => elements(props["rules"])).filter(isRecord);
          const targets = rules.flatMap(({ targetVaultName, copyActions }) => [
            targetVaultName,
            ...elements(copyActions).map((copy) => (isRecord(copy) ? copy["destinationVaultArn"] : copy)),
          ]);
          const isSource = plans.some(({ sources }) => sources["rules"]?.includes(vault.urn) === true);
          return (
            !isSource && ![vault.props["name"], vault.props["arn"], UNKNOWN].some((name) => targets.includes(name))
          );
        })
        .map(({ urn }) => ({ urn, message: "No backup plan writes to the vault; add a plan, or remove the vault" })),
  },
];
