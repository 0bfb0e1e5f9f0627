import type { Rule } from "../../../policy/rule";
import { outcomeOf } from "../../../tools/controls/outcomes";
import { ORDERS, subject, WAIVER } from "./fixture";

const FACTS = { description: "Queues are encrypted", controls: [], level: "mandatory" } as const;
const RULE: Rule = {
  ...FACTS,
  name: "queue-encrypted",
  types: [ORDERS.type],
  violations: ({ encrypted }) => (encrypted === true ? [] : ["Not encrypted"]),
};
const STACK_RULE: Rule = {
  ...FACTS,
  name: "queue-encrypted",
  stackViolations: (resources) => resources.map(({ urn }) => ({ urn, message: "Not encrypted" })),
};
const RESOURCES = [ORDERS, subject("mails", ORDERS.type, { encrypted: true }), subject("topic", "aws:sns/topic:Topic")];
const TODAY = new Date("2027-03-31");

function outcome(rule: Rule, waivers = [WAIVER], today = TODAY, settings = {}): ReturnType<typeof outcomeOf> {
  return outcomeOf(rule, RESOURCES, { waivers, settingsOf: () => settings, today });
}

describe("the outcome of a rule", () => {
  it("has the violations of resources of its types", () => {
    expect(outcome(RULE, []).violations).toMatchObject([{ urn: ORDERS.urn, message: "Not encrypted" }]);
  });

  it("has the violations of a rule about the whole stack", () => {
    expect(outcome(STACK_RULE, []).violations).toHaveLength(3);
  });

  it("separates what a waiver accepts, until its last day", () => {
    const { violations, waived } = outcome(RULE);
    expect({ violations, waived }).toMatchObject({ violations: [], waived: [{ urn: ORDERS.urn, waiver: WAIVER }] });
    expect(outcome(RULE, [WAIVER], new Date("2027-04-01")).violations).toHaveLength(1);
  });

  it("has the resources that the rule accepts", () => {
    const accepting = { ...RULE, accepts: ({ type }) => type === "aws:sns/topic:Topic" } satisfies Rule;
    expect(outcome(accepting, []).accepted).toEqual([subject("topic", "aws:sns/topic:Topic").urn]);
  });

  it("is empty in an environment to which the rule does not apply", () => {
    const prodOnly = { ...RULE, environments: ["prod"] } as Rule;
    expect(outcome(prodOnly, [], TODAY, { environment: "dev" }).violations).toEqual([]);
    expect(outcome(prodOnly, [], TODAY, { environment: "prod" }).violations).toHaveLength(1);
  });
});
