import fc from "fast-check";

import { replicaLifecycle } from "../../../../components/storage/bucket-lifecycle";
import { BUCKET_CLASSES, withClassDefaults } from "../../../../domain/storage/bucket-classes";
import { type Lifecycle, lifecycleViolations } from "../../../../domain/storage/lifecycle";
import { STORAGE_CLASSES, type Transition } from "../../../../domain/storage/storage-classes";

const EMPTY: Lifecycle = { transitions: [], noncurrentTransitions: [] };

function found(lifecycle: Partial<Lifecycle>): string[] {
  return lifecycleViolations({ ...EMPTY, ...lifecycle }).map(
    ({ constraint, path, leastDays }) =>
      `${path.join(".")} ${constraint}${leastDays === undefined ? "" : ` ${leastDays}`}`,
  );
}

function moves(...list: [number, Transition["storageClass"]][]): Transition[] {
  return list.map(([days, storageClass]) => ({ days, storageClass }));
}

describe("lifecycleViolations", () => {
  it.each<[string, Transition[], string[]]>([
    ["a move to STANDARD_IA on day 29", moves([29, "STANDARD_IA"]), ["0.days minimumAge 30"]],
    ["a move to STANDARD_IA on day 30", moves([30, "STANDARD_IA"]), []],
    ["a move to GLACIER on day 0", moves([0, "GLACIER"]), []],
    ["GLACIER 20 days after STANDARD_IA", moves([30, "STANDARD_IA"], [50, "GLACIER"]), ["1.days minimumStay 60"]],
    ["GLACIER 30 days after STANDARD_IA", moves([30, "STANDARD_IA"], [60, "GLACIER"]), []],
    ["GLACIER a day after INTELLIGENT_TIERING", moves([0, "INTELLIGENT_TIERING"], [1, "GLACIER"]), []],
    ["two moves on one day", moves([90, "GLACIER_IR"], [90, "GLACIER"]), ["1.days order 91"]],
    ["a move back up", moves([90, "GLACIER"], [180, "GLACIER_IR"]), ["1.storageClass direction"]],
    ["the same class twice", moves([90, "GLACIER"], [180, "GLACIER"]), ["1.storageClass direction"]],
    [
      "days that follow from a corrected move",
      moves([7, "STANDARD_IA"], [50, "GLACIER"]),
      ["0.days minimumAge 30", "1.days minimumStay 60"],
    ],
  ])("returns the same violations for objects and for noncurrent versions: %s", (_, transitions, expected) => {
    expect(found({ transitions })).toEqual(expected.map((text) => `transitions.${text}`));
    expect(found({ noncurrentTransitions: transitions })).toEqual(
      expected.map((text) => `noncurrentTransitions.${text}`),
    );
  });

  it("refuses an expiration that is not later than the last move", () => {
    const transitions = moves([90, "GLACIER"]);
    expect(found({ transitions, expirationDays: 90 })).toEqual(["expirationDays expiration 91"]);
    expect(found({ transitions, expirationDays: 91 })).toEqual([]);
    expect(found({ noncurrentTransitions: transitions, noncurrentExpirationDays: 90, expirationDays: 1 })).toEqual([
      "noncurrentExpirationDays expiration 91",
    ]);
  });

  const transition = fc.record({ days: fc.nat(400), storageClass: fc.constantFrom(...STORAGE_CLASSES) });
  const lifecycle = fc.record({
    transitions: fc.array(transition, { maxLength: 5 }),
    noncurrentTransitions: fc.array(transition, { maxLength: 5 }),
    expirationDays: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
    noncurrentExpirationDays: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
  });

  it("suggests days that together make a lifecycle that S3 accepts", () => {
    fc.assert(
      fc.property(lifecycle, (written) => {
        const corrected = structuredClone(written);
        const uphill = new Set<Transition>();
        for (const { path, suggestedDays } of lifecycleViolations(written)) {
          const [field, index] = path as [keyof typeof corrected, number | undefined];
          const move = index === undefined ? undefined : (corrected[field] as Transition[])[index];
          if (move === undefined) Object.assign(corrected, { [field]: suggestedDays });
          else if (suggestedDays === undefined) uphill.add(move);
          else move.days = suggestedDays;
        }
        const downhill = (list: Transition[]): Transition[] => list.filter((move) => !uphill.has(move));
        const { transitions, noncurrentTransitions } = corrected;
        expect(
          lifecycleViolations({
            ...corrected,
            transitions: downhill(transitions),
            noncurrentTransitions: downhill(noncurrentTransitions),
          }),
        ).toEqual([]);
      }),
    );
  });

  it("returns no violation for the replica of a bucket whose lifecycle S3 accepts", () => {
    fc.assert(
      fc.property(lifecycle, (source) => {
        fc.pre(lifecycleViolations(source).length === 0);
        expect(lifecycleViolations(replicaLifecycle({ ...source, abortMultipartUploadDays: 7 }))).toEqual([]);
      }),
    );
  });

  it("returns no violation for the defaults of a class with any expiration in a stack file or an inventory row", () => {
    const days = fc.option(fc.integer({ min: 1, max: 9999 }), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...BUCKET_CLASSES), days, days, (name, expirationDays, noncurrentExpirationDays) => {
        const bucket = withClassDefaults({
          class: name,
          ...(expirationDays === undefined ? {} : { expirationDays }),
          ...(noncurrentExpirationDays === undefined ? {} : { noncurrentExpirationDays }),
        });
        expect(lifecycleViolations({ ...EMPTY, ...bucket })).toEqual([]);
      }),
    );
  });
});
