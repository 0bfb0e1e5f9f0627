import fc from "fast-check";

import { bucketName, fitName } from "../../../domain/names";

describe("bucketName", () => {
  it("contains platform, key, account and Region", () => {
    expect(bucketName("shop-dev", "logs", "111122223333", "eu-west-1")).toBe("shop-dev-logs-111122223333-eu-west-1");
  });

  it("never changes for names that are too long for S3, because another name replaces the bucket", () => {
    expect(bucketName("groundwork-staging", "customer-documents", "111122223333", "ap-southeast-2")).toBe(
      "groundwork-staging-customer-documents-111122223333-ap-sou-279d1",
    );
  });
});

describe("fitName", () => {
  it("returns a name that fits", () => {
    expect(fitName("abcdef", 6)).toBe("abcdef");
  });

  it("never exceeds the length, and keeps the beginning of the name", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100 }), fc.integer({ min: 10, max: 63 }), (name, maxLength) => {
        const fitted = fitName(name, maxLength);
        expect(fitted.length).toBeLessThanOrEqual(maxLength);
        expect(name.startsWith(fitted.slice(0, Math.min(name.length, maxLength - 6)))).toBe(true);
      }),
    );
  });

  it("returns different names for long names that differ only at their end", () => {
    const stem = "x".repeat(70);
    const fitted = Array.from({ length: 200 }, (_, index) => fitName(`${stem}${index}`, 63));
    expect(new Set(fitted).size).toBe(200);
  });
});
