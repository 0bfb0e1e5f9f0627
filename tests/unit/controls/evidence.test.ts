import type { Requirement } from "../../../domain/controls/control";
import { type Evidence, evidenceOf } from "../../../tools/controls/evidence";
import type { RuleOutcome } from "../../../tools/controls/outcomes";
import { control, ORDERS, outcome, WAIVER } from "./fixture";

const { urn } = ORDERS;

function judge(changes: Partial<Requirement>, found = outcome(), resources = [ORDERS]): Partial<Evidence> {
  const [evidence] = evidenceOf([control(changes)], "dev", resources, new Map([["queue-encrypted", found]]));
  if (evidence === undefined) throw new Error("The control has no verdict.");
  const { verdict, resources: names, reason } = evidence;
  return { verdict, resources: names, ...(reason === undefined ? {} : { reason }) };
}

describe("the verdict about a control", () => {
  it.each<[string, Partial<Requirement>, RuleOutcome, Partial<Evidence>]>([
    ["met, with the resources that were checked", {}, outcome(), { verdict: "met", resources: ["orders"] }],
    [
      "met if the control has an exception, and the stack no such resource",
      { exception: "Dead-letter queues" },
      outcome(),
      { verdict: "met", resources: ["orders"] },
    ],
    [
      "excepted if the stack has a resource of the exception",
      { exception: "Dead-letter queues" },
      outcome({ accepted: [urn] }),
      { verdict: "excepted", resources: ["orders"], reason: "Dead-letter queues" },
    ],
    [
      "met if a rule accepts a resource that concerns other controls",
      {},
      outcome({ accepted: [urn] }),
      { verdict: "met", resources: ["orders"] },
    ],
    [
      "failing for another resource in spite of an exception",
      { exception: "Dead-letter queues" },
      outcome({
        accepted: [urn],
        violations: [{ urn: "urn:pulumi:dev::shop::test::mails", message: "Not encrypted" }],
      }),
      { verdict: "failing", resources: ["mails"], reason: "Not encrypted" },
    ],
    [
      "excepted for a control that the platform does not meet",
      { mark: "waived", met: { notApplicable: "Queues hold no data" } },
      outcome(),
      { verdict: "excepted", resources: ["orders"], reason: "Queues hold no data" },
    ],
    [
      "failing, with the message once, although another violation is waived",
      {},
      outcome({
        violations: [
          { urn, message: "Not encrypted" },
          { urn, message: "Not encrypted" },
        ],
        waived: [{ urn, message: "Not encrypted", waiver: WAIVER }],
      }),
      { verdict: "failing", resources: ["orders"], reason: "Not encrypted" },
    ],
    [
      "waived, with day, owner and reason of the waiver",
      {},
      outcome({ waived: [{ urn, message: "Not encrypted", waiver: WAIVER }] }),
      { verdict: "waived", resources: ["orders"], reason: "until 2027-03-31 by Data team: Nothing confidential" },
    ],
    [
      "undecided for a value that is unknown",
      {},
      outcome({ undecided: [urn] }),
      { verdict: "undecided", resources: ["orders"], reason: "Values are unknown until the update" },
    ],
    [
      "not applicable in an environment that does not need it, whatever the rules found",
      { environments: ["prod"] },
      outcome({ violations: [{ urn, message: "Not encrypted" }] }),
      { verdict: "not applicable", resources: [], reason: "Required in prod only" },
    ],
    [
      "not applicable for the reason of the catalogue",
      { met: { notApplicable: "No queue is used" } },
      outcome(),
      { verdict: "not applicable", resources: [], reason: "No queue is used" },
    ],
    [
      "met by a setting whose resource exists",
      { met: { setting: "`queue`" } },
      outcome(),
      { verdict: "met", resources: ["orders"] },
    ],
  ])("is %s", (_, changes, found, expected) => {
    expect(judge(changes, found)).toEqual(expected);
  });

  it("is not applicable in a stack without such a resource", () => {
    const expected = { verdict: "not applicable", resources: [], reason: "The stack has no sqs.Queue" };
    expect(judge({}, outcome(), [])).toEqual(expected);
  });

  it("is undecided if a setting creates the resource, which another stack of the account may have", () => {
    const { verdict, reason } = judge({ met: { rules: ["queue-encrypted"], setting: "`queue`" } }, outcome(), []);
    expect({ verdict, reason }).toEqual({
      verdict: "undecided",
      reason: "The stack has no sqs.Queue, which another stack or the account may have: `queue`",
    });
  });
});
