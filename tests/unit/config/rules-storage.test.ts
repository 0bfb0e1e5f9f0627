import { type Edits, problemsWith, warningsWith } from "./fixtures";

const bucket = (settings: object): Edits => ({
  "storage.buckets": { data: { noncurrentExpirationDays: 30, ...settings } },
});
const AT = "storage.buckets.data";

describe("storage rules", () => {
  it.each<[string, Edits]>([
    ["no storage", {}],
    ["a versioned bucket that expires old versions", bucket({})],
    ["an unversioned bucket that does not", { "storage.buckets": { data: { versioning: false } } }],
    ["tiering from the first day", bucket({ transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] })],
    [
      "moves further down each time",
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
      "archive tiers of what is in INTELLIGENT_TIERING",
      bucket({
        transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }],
        archiveTiers: { archiveDays: 90, deepArchiveDays: 180 },
      }),
    ],
    ["a cluster with backups", { "cluster.backup": true, "backup.enabled": true }],
    ["a bucket with backups", { ...bucket({ backup: true }), "backup.enabled": true }],
    [
      "monthly copies that are kept longer than daily ones",
      { "backup.enabled": true, "backup.dailyRetentionDays": 7, "backup.monthlyRetentionDays": 8 },
    ],
    [
      "copies in a second Region",
      { "backup.enabled": true, "backup.secondRegionRetentionDays": 7, "aws.secondRegion": "eu-central-1" },
    ],
    ["a locked bucket", bucket({ objectLock: { mode: "compliance", days: 30 }, expirationDays: 30 })],
    [
      "force destroy of a locked archive, which it does not reach",
      {
        ...bucket({ class: "archive", objectLock: { mode: "compliance", days: 30 } }),
        "storage.forceDestroy": true,
        "storage.deletionProtection": false,
      },
    ],
    [
      "moves of old versions that stay",
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
      "a move that saves although objects leave before their time",
      bucket({ expirationDays: 60, transitions: [{ days: 0, storageClass: "GLACIER_IR" }] }),
    ],
    ["force destroy without protection", { "storage.forceDestroy": true, "storage.deletionProtection": false }],
    ["an end for the versions of before", bucket({ versioning: false })],
    ["force destroy in teardown", { "storage.forceDestroy": true, teardown: "shop-dev" }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "old versions kept for ever",
      { "storage.buckets": { data: {} } },
      [
        `${AT}.noncurrentExpirationDays: A versioned bucket must say when old versions expire: they are billed until then.`,
      ],
    ],
    [
      "STANDARD_IA in the first month",
      bucket({ transitions: [{ days: 29, storageClass: "STANDARD_IA" }] }),
      [`${AT}.transitions[0].days: S3 refuses a move to STANDARD_IA before day 30.`],
    ],
    [
      "two moves on one day",
      bucket({
        transitions: [
          { days: 90, storageClass: "GLACIER_IR" },
          { days: 90, storageClass: "GLACIER" },
        ],
      }),
      [`${AT}.transitions[1].days: The move is not later than the move before, and S3 refuses two moves out of order.`],
    ],
    [
      "GLACIER 20 days after STANDARD_IA, and for old versions 29 days after",
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
        (moves) =>
          `${AT}.${moves}[1].days: S3 refuses a move less than 30 days after the move to STANDARD_IA, which bills 30 days at least.`,
      ),
    ],
    [
      "moves back up",
      bucket({
        transitions: [
          { days: 90, storageClass: "GLACIER" },
          { days: 180, storageClass: "STANDARD_IA" },
        ],
      }),
      [
        `${AT}.transitions[1].storageClass: The storage class is not colder than that of the move before; S3 moves objects in one direction only.`,
      ],
    ],
    [
      "deletion before the last move",
      bucket({ expirationDays: 90, transitions: [{ days: 90, storageClass: "GLACIER" }] }),
      [`${AT}.expirationDays: S3 refuses an expiration that is not later than the last move.`],
    ],
    [
      "a last move that costs more than it saves",
      bucket({ expirationDays: 45, transitions: [{ days: 30, storageClass: "STANDARD_IA" }] }),
      [`${AT}.transitions[0]: The move costs more than it saves: STANDARD_IA bills 30 days at least.`],
    ],
    [
      "a move on before the one before has paid off",
      bucket({
        transitions: [
          { days: 0, storageClass: "GLACIER_IR" },
          { days: 10, storageClass: "DEEP_ARCHIVE" },
        ],
      }),
      [`${AT}.transitions[0]: The move costs more than it saves: GLACIER_IR bills 90 days at least.`],
    ],
    [
      "a move of old versions that costs more than it saves",
      bucket({ noncurrentTransitions: [{ days: 20, storageClass: "GLACIER_IR" }] }),
      [`${AT}.noncurrentTransitions[0]: The move costs more than it saves: GLACIER_IR bills 90 days at least.`],
    ],
    [
      "old versions that expire before they move",
      bucket({ noncurrentTransitions: [{ days: 30, storageClass: "GLACIER_IR" }] }),
      [`${AT}.noncurrentExpirationDays: S3 refuses an expiration that is not later than the last move.`],
    ],
    [
      "archive tiers that nothing reaches",
      bucket({ archiveTiers: { archiveDays: 90 } }),
      [
        `${AT}.archiveTiers: No object gets there: the tiers are those of INTELLIGENT_TIERING, and nothing moves to it.`,
      ],
    ],
    [
      "archive tiers in the wrong order",
      bucket({
        transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }],
        archiveTiers: { archiveDays: 180, deepArchiveDays: 180 },
      }),
      [`${AT}.archiveTiers.deepArchiveDays: Not later than the tier before.`],
    ],
    [
      "archive tiers without a tier",
      bucket({ transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }], archiveTiers: {} }),
      [`${AT}.archiveTiers: Names no tier.`],
    ],
    [
      "copies of copies",
      { ...bucket({ class: "backup", backup: true }), "backup.enabled": true },
      [`${AT}.backup: The bucket holds copies already; copies of copies are paid for twice.`],
    ],
    [
      "a lock on a bucket without versions",
      { "storage.buckets": { data: { versioning: false, objectLock: { mode: "governance", days: 30 } } } },
      [`${AT}.objectLock: S3 locks versions, and the bucket keeps none.`],
    ],
    [
      "a backed up bucket without versions",
      {
        "storage.buckets": { data: { versioning: false, backup: true } },
        "backup.enabled": true,
      },
      [`${AT}.backup: AWS Backup copies versioned buckets only.`],
    ],
    [
      "a backed up cluster without backups",
      { "cluster.backup": true },
      ["cluster.backup: There are no backups for the cluster to be part of."],
    ],
    [
      "a backed up bucket without backups",
      bucket({ backup: true }),
      [`${AT}.backup: There are no backups for the bucket to be part of.`],
    ],
    [
      "monthly copies that go before the daily ones",
      { "backup.dailyRetentionDays": 35, "backup.monthlyRetentionDays": 35 },
      [
        "backup.monthlyRetentionDays: `monthlyRetentionDays` is not greater than `dailyRetentionDays`: each monthly copy would expire before the daily copies.",
      ],
    ],
    [
      "copies without a second Region",
      { "backup.secondRegionRetentionDays": 7 },
      ["backup.secondRegionRetentionDays: There is no second Region for the copies to go to."],
    ],
    [
      "a lock on logs",
      bucket({ class: "logs", versioning: true, objectLock: { mode: "governance", days: 30 } }),
      [`${AT}.objectLock: AWS does not deliver access logs to a bucket with Object Lock.`],
    ],
    [
      "a lock on scratch",
      bucket({ class: "scratch", versioning: true, objectLock: { mode: "governance", days: 7 } }),
      [`${AT}.objectLock: What is scratch is thrown away; what is locked cannot be.`],
    ],
    [
      "objects that expire while they are locked",
      bucket({ objectLock: { mode: "governance", days: 31 }, expirationDays: 30 }),
      [`${AT}.expirationDays: Objects would vanish from view while they are locked, and be billed all the same.`],
    ],
    [
      "force destroy of what nobody can delete",
      {
        ...bucket({ objectLock: { mode: "compliance", days: 30 } }),
        "storage.forceDestroy": true,
        "storage.deletionProtection": false,
      },
      [
        `${AT}.objectLock.mode: Nobody can delete what is locked in compliance mode, so no destroy could empty the bucket.`,
      ],
    ],
    [
      "force destroy of protected data",
      { "storage.forceDestroy": true },
      ["storage.forceDestroy: Contradicts deletion protection."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("file system rules", () => {
  const AT_SHARED = "storage.fileSystems.shared";
  const shared = (settings: object): Edits => ({ "storage.fileSystems": { shared: settings } });

  it.each<[string, Edits]>([
    ["a file system that says nothing", shared({})],
    ["an archive after a rest", shared({ infrequentAccessDays: 7, archiveDays: 14 })],
    ["one zone in dev", shared({ zone: "a" })],
    ["a file system with backups", { ...shared({ backup: true }), "backup.enabled": true }],
    ["an access point", shared({ accessPoints: { uploads: { path: "/a/b", uid: 1000, gid: 1000 } } })],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "an archive before the rest",
      shared({ infrequentAccessDays: 90, archiveDays: 90 }),
      [`${AT_SHARED}.archiveDays: Not later than the move to Infrequent Access, which comes first.`],
    ],
    [
      "an archive in one zone",
      shared({ zone: "a", archiveDays: 90 }),
      [`${AT_SHARED}.archiveDays: A file system in one zone has no Archive.`],
    ],
    ["a zone without a subnet", shared({ zone: "c" }), [`${AT_SHARED}.zone: The network has no subnet in this zone.`]],
    [
      "a backed up file system without backups",
      shared({ backup: true }),
      [`${AT_SHARED}.backup: There are no backups for the file system to be part of.`],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("refuse one zone in prod", () => {
    expect(problemsWith(shared({ zone: "a" }), { stack: "prod" })).toEqual([
      `${AT_SHARED}.zone: A file system in one zone is lost with it.`,
    ]);
  });
});

describe("backups of archived objects", () => {
  it.each([
    ["class archive", { class: "archive" }, "DEEP_ARCHIVE"],
    ["a move to GLACIER", { transitions: [{ days: 90, storageClass: "GLACIER" }] }, "GLACIER"],
    [
      "archive tiers",
      { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }], archiveTiers: { archiveDays: 90 } },
      "the archive tiers of INTELLIGENT_TIERING",
    ],
  ])("are warned about: %s", (_, settings, where) => {
    const data = { noncurrentExpirationDays: 30, backup: true, ...settings };
    expect(warningsWith({ "storage.buckets": { data }, "backup.enabled": true })).toEqual([
      `storage.buckets.data.backup: AWS Backup does not copy objects in ${where}: each is missing from backups once it has moved there.`,
    ]);
  });
});
