import * as fc from "fast-check";

import { breakEvenGb, endpointAdvice } from "../../../../domain/cost/endpoint-advice";

describe("an interface endpoint", () => {
  it.each([
    [1, 209],
    [2, 417],
    [3, 626],
  ])("in %d zones pays from %d GB a month", (zones, gb) => {
    expect(Math.round(breakEvenGb(zones))).toBe(gb);
  });

  it("costs its hours and its GB, where NAT costs GB alone", () => {
    const [advice] = endpointAdvice({ logs: 1000 }, 2);
    expect(advice).toMatchObject({ service: "logs", gb: 1000, zones: 2 });
    expect(advice?.natUsd).toBeCloseTo(45);
    expect(advice?.endpointUsd).toBeCloseTo(2 * 7.3 + 10);
  });

  it("is the cheaper way above the break-even, and only there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 8 }), (gb, zones) => {
        const [advice] = endpointAdvice({ sqs: gb }, zones);
        expect((advice?.endpointUsd ?? 0) < (advice?.natUsd ?? 0)).toBe(gb > breakEvenGb(zones));
      }),
    );
  });

  it("is no question for services with a gateway endpoint", () => {
    expect(endpointAdvice({ s3: 9000, dynamodb: 9000, kms: 1 }, 3).map(({ service }) => service)).toEqual(["kms"]);
  });
});
