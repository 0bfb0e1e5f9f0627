import { type Edits, problemsWith } from "../fixtures";
import { BUCKET, bucket } from "./fixture";

const INTELLIGENT_TIERING = { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] };

describe("the lifecycle of a bucket", () => {
  it.each<[string, Edits]>([
    ["INTELLIGENT_TIERING from the first day", bucket(INTELLIGENT_TIERING)],
    [
      "transitions to colder and colder storage classes",
      bucket({
        expirationDays: 600,
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER_IR" },
          { days: 365, storageClass: "DEEP_ARCHIVE" },
        ],
      }),
    ],
    [
      "archive tiers with INTELLIGENT_TIERING",
      bucket({ ...INTELLIGENT_TIERING, archiveTiers: { archiveDays: 90, deepArchiveDays: 180 } }),
    ],
    [
      "transitions of noncurrent versions that stay for the minimum storage duration",
      bucket({
        noncurrentExpirationDays: 2557,
        noncurrentTransitions: [
          { days: 0, storageClass: "GLACIER_IR" },
          { days: 90, storageClass: "DEEP_ARCHIVE" },
        ],
      }),
    ],
    [
      // 90 days at $0.004 are $0.36, 60 at $0.023 $1.38, each for 30 GB.
      "a transition that saves costs although objects expire before the minimum storage duration",
      bucket({ expirationDays: 60, transitions: [{ days: 0, storageClass: "GLACIER_IR" }] }),
    ],
    ["an expiration of the versions from before versioning was suspended", bucket({ versioning: false })],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a transition to STANDARD_IA before day 30",
      bucket({ transitions: [{ days: 29, storageClass: "STANDARD_IA" }] }),
      [`${BUCKET}.transitions[0].days: storage/transition-too-early`],
    ],
    [
      "two transitions on one day",
      bucket({
        transitions: [
          { days: 90, storageClass: "GLACIER_IR" },
          { days: 90, storageClass: "GLACIER" },
        ],
      }),
      [`${BUCKET}.transitions[1].days: storage/transitions-out-of-order`],
    ],
    [
      "a transition from STANDARD_IA after 20 days, or after 29 for noncurrent versions",
      bucket({
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 50, storageClass: "GLACIER" },
        ],
        noncurrentExpirationDays: 300,
        noncurrentTransitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 59, storageClass: "DEEP_ARCHIVE" },
        ],
      }),
      ["transitions", "noncurrentTransitions"].map(
        (transitions) => `${BUCKET}.${transitions}[1].days: storage/transition-too-soon-after-standard-ia`,
      ),
    ],
    [
      "a transition to a warmer storage class",
      bucket({
        transitions: [
          { days: 90, storageClass: "GLACIER" },
          { days: 180, storageClass: "STANDARD_IA" },
        ],
      }),
      [`${BUCKET}.transitions[1].storageClass: storage/transition-to-warmer-class`],
    ],
    [
      "an expiration on the day of the last transition",
      bucket({ expirationDays: 90, transitions: [{ days: 90, storageClass: "GLACIER" }] }),
      [`${BUCKET}.expirationDays: storage/expiration-before-transition`],
    ],
    [
      "an expiration of noncurrent versions on the day of their transition",
      bucket({ noncurrentTransitions: [{ days: 30, storageClass: "GLACIER_IR" }] }),
      [`${BUCKET}.noncurrentExpirationDays: storage/expiration-before-transition`],
    ],
    [
      "a last transition that costs more than it saves",
      bucket({ expirationDays: 45, transitions: [{ days: 30, storageClass: "STANDARD_IA" }] }),
      [`${BUCKET}.transitions[0]: storage/transition-costs-more-than-it-saves`],
    ],
    [
      "a next transition before the previous one saves costs",
      bucket({
        transitions: [
          { days: 0, storageClass: "GLACIER_IR" },
          { days: 10, storageClass: "DEEP_ARCHIVE" },
        ],
      }),
      [`${BUCKET}.transitions[0]: storage/transition-costs-more-than-it-saves`],
    ],
    [
      "a transition of noncurrent versions that costs more than it saves",
      bucket({ noncurrentTransitions: [{ days: 20, storageClass: "GLACIER_IR" }] }),
      [`${BUCKET}.noncurrentTransitions[0]: storage/transition-costs-more-than-it-saves`],
    ],
    [
      "archive tiers without INTELLIGENT_TIERING",
      bucket({ archiveTiers: { archiveDays: 90 } }),
      [`${BUCKET}.archiveTiers: storage/archive-tiers-without-intelligent-tiering`],
    ],
    [
      "archive tiers out of order",
      bucket({ ...INTELLIGENT_TIERING, archiveTiers: { archiveDays: 180, deepArchiveDays: 180 } }),
      [`${BUCKET}.archiveTiers.deepArchiveDays: storage/archive-tiers-out-of-order`],
    ],
    [
      "archive tiers without days",
      bucket({ ...INTELLIGENT_TIERING, archiveTiers: {} }),
      [`${BUCKET}.archiveTiers: storage/archive-tiers-empty`],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
