import { check, UNKNOWN } from "../../policy/testing";
import { rules } from "./node-instances";

const TYPE = "aws:eks/nodeGroup:NodeGroup";

describe("custom-node-instance-families", () => {
  const [rule] = rules;

  it("reports types of other families", () => {
    const { violations } = check(rule, { type: TYPE, props: { instanceTypes: ["m8g.large", "x2idn.16xlarge"] } });
    expect(violations).toEqual(["The family of x2idn.16xlarge is none of m7g, m8g, r8g"]);
  });

  it("does not decide about types that are unknown in a preview", () => {
    expect(check(rule, { type: TYPE, props: { instanceTypes: UNKNOWN } }).undecided).toEqual(["instanceTypes"]);
  });
});
