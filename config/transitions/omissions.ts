import { edit, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { isWholeTeardown } from "../stack/teardown";
import { type ChangeRule, isChanged, valueBefore, valueNow } from "./change";

const TIER: Path = ["cluster", "controlPlaneTier"];
const FIELDS: Path = ["network", "flowLogs", "fields"];
/** A change of these keys replaces the flow log, and the new one has the fields of the stack file. */
const FLOW_LOG_IDENTITY: readonly Path[] = ["destination", "traffic", "aggregationSeconds"].map((key) => [
  "network",
  "flowLogs",
  key,
]);
const IPV6: Path = ["network", "ipv6"];

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html#flow-logs-default */
const DEFAULT_FIELDS =
  "version, account-id, interface-id, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action, log-status";

/**
 * If an argument that AWS computes is omitted, the AWS provider sends no change: the resource keeps its value, and the
 * preview shows nothing. Only another value changes it.
 */
export const requireExplicitTierReset: ChangeRule = function* (change) {
  const before = valueBefore(change, TIER);
  if (before === undefined || before === "standard" || valueNow(change, TIER) !== undefined) return;
  yield {
    code: "transitions/control-plane-tier-omitted",
    path: TIER,
    message: `EKS keeps the tier ${before}, and its hourly price, when \`controlPlaneTier\` is omitted.`,
    allowed: "standard, in this update; it can be omitted afterwards",
    fix: [set(TIER, "standard")],
  };
};

export const requireExplicitFieldReset: ChangeRule = function* (change) {
  const before = valueBefore(change, FIELDS);
  // The stack has no flow logs in an existing VPC.
  if (before === undefined || before === DEFAULT_FIELDS.replaceAll(" ", "")) return;
  if (valueNow(change, FIELDS) !== undefined || change.config.network.existing !== undefined) return;
  if (FLOW_LOG_IDENTITY.some((path) => isChanged(change, path))) return;
  yield {
    code: "transitions/flow-log-fields-omitted",
    path: FIELDS,
    message: "The flow log keeps its fields when `fields` is omitted.",
    allowed: "a list of fields, such as the default fields of AWS",
    fix: [
      edit(`set \`network.flowLogs.fields\` to the default of AWS: [${DEFAULT_FIELDS}]; it can be omitted afterwards`),
    ],
  };
};

/**
 * The subnets keep their blocks when these are omitted, and AWS removes no block of a VPC while a subnet has a part of it.
 * https://docs.aws.amazon.com/vpc/latest/APIReference/API_DisassociateVpcCidrBlock.html
 */
export const forbidIpv6Removal: ChangeRule = function* (change) {
  const { teardown, network } = change.config;
  if (isWholeTeardown(teardown) || network.existing !== undefined) return;
  if (valueBefore(change, IPV6) !== "true" || valueNow(change, IPV6) !== "false") return;
  yield {
    code: "transitions/ipv6-turned-off",
    path: IPV6,
    message:
      "The subnets keep their IPv6 blocks when `ipv6` is turned off, so AWS refuses to remove the block from the VPC.",
    allowed: "true: IPv6 costs nothing. Instead: create a second stack without IPv6, and move the workloads to it",
    fix: [set(IPV6, true)],
  };
};
