import fc from "fast-check";

import { bucketName, fitName } from "../../../domain/names";

describe("bucketName", () => {
  it("names platform, use, account and region", () => {
    expect(bucketName("shop-dev", "logs", "111122223333", "eu-west-1")).toBe("shop-dev-logs-111122223333-eu-west-1");
  });

  it("is frozen where it is too long for S3, since another name would be another bucket", () => {
    expect(bucketName("groundwork-staging", "customer-documents", "111122223333", "ap-southeast-2")).toBe(
      "groundwork-staging-customer-documents-111122223333-ap-sou-279d1",
    );
  });
});

describe("fitName", () => {
  it("leaves a name that fits", () => {
    expect(fitName("abcdef", 6)).toBe("abcdef");
  });

  it("never exceeds the length, and keeps the beginning readable", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100 }), fc.integer({ min: 10, max: 63 }), (name, maxLength) => {
        const fitted = fitName(name, maxLength);
        expect(fitted.length).toBeLessThanOrEqual(maxLength);
        expect(name.startsWith(fitted.slice(0, Math.min(name.length, maxLength - 6)))).toBe(true);
      }),
    );
  });

  it("tells long names apart that differ only at their end", () => {
    const stem = "x".repeat(70);
    const fitted = Array.from({ length: 200 }, (_, index) => fitName(`${stem}${index}`, 63));
    expect(new Set(fitted).size).toBe(200);
  });
});
