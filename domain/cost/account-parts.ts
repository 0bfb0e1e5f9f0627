import type { BillInput } from "./bill-input";

/**
 * Services of the account, with their prices in us-east-1: they are charged for what happens in the account, which the
 * configuration does not determine. https://aws.amazon.com/config/pricing/ and those of the other services
 */
export function unpricedAccountServices({ account }: Pick<BillInput, "account">): string[] {
  const { cloudTrail, config, guardDuty, securityHub, inspector } = account;
  const { logGroupRetentionDays } = cloudTrail;
  return [
    ...(cloudTrail.trail === "create" ? ["storage of the trail's logs ($0.023 per GB and month)"] : []),
    ...(cloudTrail.trail === "create" && logGroupRetentionDays !== undefined
      ? ["events of the trail in CloudWatch Logs ($0.50 per GB)"]
      : []),
    ...(config.recorder === "create"
      ? [`configuration items of AWS Config ($${config.frequency === "DAILY" ? "0.012" : "0.003"} each)`]
      : []),
    ...(config.rules.length > 0 ? [`evaluations of ${config.rules.length} rules of AWS Config ($0.001 each)`] : []),
    ...(guardDuty.detector === "create"
      ? [`events and logs that GuardDuty analyzes${listed(guardDuty.features)}`]
      : []),
    ...(securityHub.standards.length > 0
      ? [`checks of ${securityHub.standards.length} standards by Security Hub ($0.001 each)`]
      : []),
    ...(inspector.activation === "create" ? [`scans of Amazon Inspector${listed(inspector.scannedTypes)}`] : []),
  ];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "" : ` (${names.join(", ")})`;
}
