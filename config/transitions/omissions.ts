import { edit, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { type ChangeRule, isChanged, valueBefore, valueNow } from "./change";

const TIER: Path = ["cluster", "controlPlaneTier"];
const FIELDS: Path = ["network", "flowLogs", "fields"];
/** Their change replaces the flow log, and the new one has the fields that the stack file states. */
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
 * The AWS provider takes an omitted argument that AWS computes for no change: the resource keeps its value, and the
 * preview says nothing. So a key that was set is changed by another value and not by leaving it out.
 */
export const controlPlaneTierIsSetBack: ChangeRule = function* (change) {
  const before = valueBefore(change, TIER);
  if (before === undefined || before === "standard" || valueNow(change, TIER) !== undefined) return;
  yield {
    path: TIER,
    message: `EKS keeps the tier ${before}, and its price by the hour, when \`controlPlaneTier\` is omitted.`,
    allowed: "standard, in this update; it can be omitted afterwards",
    fix: [set(TIER, "standard")],
  };
};

export const flowLogFieldsAreSetBack: ChangeRule = function* (change) {
  const before = valueBefore(change, FIELDS);
  // A VPC that is not made here has no flow logs of the stack.
  if (before === undefined || before === DEFAULT_FIELDS.replaceAll(" ", "")) return;
  if (valueNow(change, FIELDS) !== undefined || change.config.network.existing !== undefined) return;
  if (FLOW_LOG_IDENTITY.some((path) => isChanged(change, path))) return;
  yield {
    path: FIELDS,
    message: "The flow log keeps its fields when `fields` is omitted.",
    allowed: "a list of fields; AWS's default format is a list, too",
    fix: [edit(`set network.flowLogs.fields to AWS's default: [${DEFAULT_FIELDS}]; it can be omitted afterwards`)],
  };
};

/**
 * The subnets keep their blocks when these are omitted, and AWS removes no block of a VPC of which a subnet has a part.
 * https://docs.aws.amazon.com/vpc/latest/APIReference/API_DisassociateVpcCidrBlock.html
 */
export const ipv6StaysOn: ChangeRule = function* (change) {
  const { teardown, network } = change.config;
  if (teardown !== undefined || network.existing !== undefined) return;
  if (valueBefore(change, IPV6) !== "true" || valueNow(change, IPV6) !== "false") return;
  yield {
    path: IPV6,
    message:
      "The subnets keep their IPv6 blocks when `ipv6` is turned off, so that AWS refuses to take the block from the VPC.",
    allowed: "true: IPv6 costs nothing. Instead: create a second stack without IPv6, and move the workloads to it",
    fix: [set(IPV6, true)],
  };
};
