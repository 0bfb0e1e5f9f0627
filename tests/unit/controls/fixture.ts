import { type Control, controlsOf, type Requirement } from "../../../domain/controls/control";
import type { Waiver } from "../../../domain/policy/waiver";
import type { RuleOutcome, Subject } from "../../../tools/controls/outcomes";

export const WAIVER: Waiver = {
  rule: "queue-encrypted",
  resource: "orders",
  reason: "Nothing confidential",
  owner: "Data team",
  expires: "2027-03-31",
};

export function subject(name: string, type: string, inputs: Subject["inputs"] = {}): Subject {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    inputs,
    props: inputs,
    sources: {},
    isProtected: false,
  };
}

export const ORDERS = subject("orders", "aws:sqs/queue:Queue");

export function outcome(changes: Partial<RuleOutcome> = {}): RuleOutcome {
  return { violations: [], waived: [], undecided: [], accepted: [], ...changes };
}

export function control(changes: Partial<Requirement> = {}): Control {
  const [first] = controlsOf({
    ids: ["SQS.1"],
    title: "Queues are encrypted",
    mark: "must",
    kinds: ["sqs.Queue"],
    met: { rules: ["queue-encrypted"] },
    ...changes,
  });
  if (first === undefined) throw new Error("The requirement has no control.");
  return first;
}
