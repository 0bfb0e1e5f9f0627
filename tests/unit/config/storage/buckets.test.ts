import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { backedUp, BUCKET, bucket } from "./fixture";

describe("a bucket", () => {
  it.each<[string, Edits]>([
    ["noncurrent versions that expire", bucket({})],
    ["neither versions nor an expiration", { "storage.buckets": { data: { versioning: false } } }],
    [
      "`forceDestroy` without deletion protection",
      { "storage.forceDestroy": true, "storage.deletionProtection": false },
    ],
    ["`forceDestroy` during a teardown", { "storage.forceDestroy": true, teardown: "shop-dev" }],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it("is not required", () => {
    expect(problemsWith({})).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "noncurrent versions that never expire",
      { "storage.buckets": { data: {} } },
      [`${BUCKET}.noncurrentExpirationDays: storage/noncurrent-versions-never-expire`],
    ],
    [
      "`forceDestroy` with deletion protection",
      { "storage.forceDestroy": true },
      ["storage.forceDestroy: storage/force-destroy-with-deletion-protection"],
    ],
    [
      "backups of a bucket of class backup",
      backedUp({ class: "backup" }),
      [`${BUCKET}.backup: storage/backup-of-backups`],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("causes a warning if it keeps a number of versions without versioning", () => {
    expect(warningsWith(bucket({ versioning: false, keepNoncurrentVersions: 3 }))).toEqual([
      `${BUCKET}.keepNoncurrentVersions: storage/unused-version-count`,
    ]);
  });
});

describe("Object Lock", () => {
  const GOVERNANCE = { mode: "governance", days: 30 };
  const COMPLIANCE = { mode: "compliance", days: 30 };
  const FORCE_DESTROY = { "storage.forceDestroy": true, "storage.deletionProtection": false };

  it.each<[string, Edits]>([
    ["an expiration on the day on which locks end", bucket({ objectLock: COMPLIANCE, expirationDays: 30 })],
    [
      "`forceDestroy` for an archive, which `forceDestroy` never empties",
      { ...bucket({ class: "archive", objectLock: COMPLIANCE }), ...FORCE_DESTROY },
    ],
  ])("allows %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a bucket without versioning",
      { "storage.buckets": { data: { versioning: false, objectLock: GOVERNANCE } } },
      [`${BUCKET}.objectLock: storage/object-lock-without-versioning`],
    ],
    [
      "a bucket of class logs",
      bucket({ class: "logs", versioning: true, objectLock: GOVERNANCE }),
      [`${BUCKET}.objectLock: storage/object-lock-of-unsuitable-class`],
    ],
    [
      "a bucket of class scratch",
      bucket({ class: "scratch", versioning: true, objectLock: { ...GOVERNANCE, days: 7 } }),
      [`${BUCKET}.objectLock: storage/object-lock-of-unsuitable-class`],
    ],
    [
      "objects that expire while they are locked",
      bucket({ objectLock: { ...GOVERNANCE, days: 31 }, expirationDays: 30 }),
      [`${BUCKET}.expirationDays: storage/expiration-before-object-lock-ends`],
    ],
    [
      "`forceDestroy` in compliance mode",
      { ...bucket({ objectLock: COMPLIANCE }), ...FORCE_DESTROY },
      [`${BUCKET}.objectLock.mode: storage/force-destroy-with-compliance-lock`],
    ],
  ])("does not allow %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
