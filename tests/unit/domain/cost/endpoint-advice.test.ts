import * as fc from "fast-check";

import { breakEvenGb, endpointAdvice } from "../../../../domain/cost/endpoint-advice";

describe("the comparison of an interface endpoint with NAT", () => {
  it.each([
    [1, 209],
    [2, 417],
    [3, 626],
  ])("has its break-even for %d zones at %d GB a month", (zones, gb) => {
    expect(Math.round(breakEvenGb(zones))).toBe(gb);
  });

  it("counts hours and traffic of the endpoint, and traffic of NAT", () => {
    const [advice] = endpointAdvice({ logs: 1000 }, 2);
    expect(advice).toMatchObject({ service: "logs", gb: 1000, zones: 2 });
    expect(advice?.natUsd).toBeCloseTo(45);
    expect(advice?.endpointUsd).toBeCloseTo(2 * 7.3 + 10);
  });

  it("proposes the endpoint only above the break-even", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 8 }), (gb, zones) => {
        const [advice] = endpointAdvice({ sqs: gb }, zones);
        expect((advice?.endpointUsd ?? 0) < (advice?.natUsd ?? 0)).toBe(gb > breakEvenGb(zones));
      }),
    );
  });

  it("omits services with a gateway endpoint", () => {
    expect(endpointAdvice({ s3: 9000, dynamodb: 9000, kms: 1 }, 3).map(({ service }) => service)).toEqual(["kms"]);
  });
});
