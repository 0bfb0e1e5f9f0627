import type { Bill } from "../../../domain/cost/bill";
import { line } from "../../../domain/cost/bill-line";
import { PRICES } from "../../../domain/cost/prices";
import type { Change } from "../../../tools/report/model";
import { costOf } from "../../../tools/report/cost";

function billWith(gateways: number): Bill {
  const fixed = [line("NAT gateway", gateways, PRICES.natGateway), line("KMS key", 1, PRICES.kmsKey)];
  return { fixed, usage: [], unpriced: ["Fargate"], endpoints: [], region: "us-east-1", foreign: [], stale: [] };
}

function created(type: string): Change {
  const flags = { isProtected: false, isStateful: false, isRetained: false };
  return { kind: "create", urn: type, name: "a", type, component: "stack", properties: [], ...flags };
}

describe("the cost of a change", () => {
  it("has the lines of the bill that differ, with the amounts before and after", () => {
    const { before, after, lines } = costOf(billWith(1), billWith(2), []);
    expect(lines).toEqual([{ what: "NAT gateway", beforeUsd: 32.85, afterUsd: 65.7 }]);
    expect([before, after]).toEqual([
      { fixedUsd: 33.85, usageUsd: 0 },
      { fixedUsd: 66.7, usageUsd: 0 },
    ]);
  });

  it("states the Region of the prices, which is not that of the stack for a foreign price", () => {
    const bill = { ...billWith(1), region: "eu-west-1" };
    expect(costOf(undefined, bill, []).priceRegion).toBe("eu-west-1");
    expect(costOf(undefined, { ...bill, foreign: ["KMS key"] }, []).priceRegion).toBe("us-east-1");
  });

  it("has no amount before for a new stack", () => {
    expect(costOf(undefined, billWith(1), [])).not.toHaveProperty("before");
  });

  it("names created types that cost something and have no price", () => {
    const changes = [created("aws:rds/instance:Instance"), created("aws:iam/role:Role")];
    expect(costOf(billWith(1), billWith(1), changes).unpriced).toEqual(["Fargate", "aws:rds/instance:Instance"]);
  });
});
