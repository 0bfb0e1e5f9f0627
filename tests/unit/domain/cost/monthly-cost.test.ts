import { bill, total } from "../../../../domain/cost/bill";
import { monthlyCost } from "../../../../domain/cost/monthly-cost";
import { TODAY } from "../../config/fixtures";
import { configWith } from "./fixture";

const UNKNOWN = { instanceTypes: ["z1d.large"], amiType: "AL2023_x86_64_STANDARD", minSize: 1, maxSize: 2 };

describe("the output `monthlyCost`", () => {
  it("contains the sum of the fixed lines in cents, and the dates of the prices", () => {
    const config = configWith({});
    const { fixedUsd, pricesAsOf, unpriced } = monthlyCost(config, TODAY);
    expect(fixedUsd).toBeCloseTo(total(bill(config, TODAY).fixed), 2);
    expect(String(fixedUsd)).toMatch(/^\d+(\.\d{1,2})?$/);
    expect(pricesAsOf).toMatch(/^20\d\d-\d\d-\d\d to 20\d\d-\d\d-\d\d$/);
    expect(unpriced).toEqual([]);
  });

  it("lists the costs that the sum does not contain", () => {
    const config = configWith({ "cluster.nodeGroups": { gpu: { ...UNKNOWN, desiredSize: 1 } } });
    expect(monthlyCost(config, TODAY).unpriced).toEqual(["1 nodes gpu (z1d.large)"]);
  });
});
