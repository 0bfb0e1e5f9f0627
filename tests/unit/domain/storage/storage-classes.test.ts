import fc from "fast-check";

import { withClassDefaults } from "../../../../domain/storage/bucket-classes";
import { paysOff } from "../../../../domain/storage/storage-classes";

describe("a transition that saves costs", () => {
  it.each([
    ["for ever", { days: 30, storageClass: "STANDARD_IA" }, undefined, undefined, true],
    // 30 days at 0.0125 against 16 at 0.023: 0.375 and 0.368.
    ["by a little no longer", { days: 30, storageClass: "STANDARD_IA" }, undefined, 46, false],
    ["by a little already", { days: 30, storageClass: "STANDARD_IA" }, undefined, 47, true],
    // 180 days at 0.00099 are 0.178; at 0.004 that is 44.55 days.
    ["from the class before", { days: 0, storageClass: "DEEP_ARCHIVE" }, "GLACIER_IR", 44, false],
    ["from the class before, a day later", { days: 0, storageClass: "DEEP_ARCHIVE" }, "GLACIER_IR", 45, true],
    ["into the class without a least time", { days: 0, storageClass: "INTELLIGENT_TIERING" }, undefined, 1, true],
    ["on the day that objects go", { days: 7, storageClass: "INTELLIGENT_TIERING" }, undefined, 7, false],
  ] as const)("%s", (_, move, from, end, expected) => {
    expect(paysOff(move, from, end)).toBe(expected);
  });

  it("also saves costs when objects expire later", () => {
    const storageClass = fc.constantFrom("STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE" as const);
    fc.assert(
      fc.property(
        storageClass,
        fc.nat(400),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(400),
        (name, days, stay, more) => {
          const move = { days, storageClass: name };
          return !paysOff(move, undefined, days + stay) || paysOff(move, undefined, days + stay + more);
        },
      ),
    );
  });
});

describe("the transitions of a bucket class", () => {
  it("save costs for every expiration of objects", () => {
    const bucketClass = fc.constantFrom("logs", "archive", "backup" as const);
    fc.assert(
      fc.property(bucketClass, fc.integer({ min: 1, max: 1000 }), (name, expirationDays) => {
        const { transitions } = withClassDefaults({ class: name, expirationDays });
        return transitions.every((move, index) =>
          paysOff(move, transitions[index - 1]?.storageClass, transitions[index + 1]?.days ?? expirationDays),
        );
      }),
    );
  });
});
