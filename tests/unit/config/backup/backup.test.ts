import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { backedUp, BUCKET, bucket } from "../storage/fixture";

describe("backups", () => {
  it.each<[string, Edits]>([
    ["a cluster", { "cluster.backup": true, "backup.enabled": true }],
    ["a bucket", backedUp({})],
    [
      "monthly copies that are kept longer than daily ones",
      { "backup.enabled": true, "backup.dailyRetentionDays": 7, "backup.monthlyRetentionDays": 8 },
    ],
    [
      "copies in a second Region",
      { "backup.enabled": true, "backup.secondRegionRetentionDays": 7, "aws.secondRegion": "eu-central-1" },
    ],
  ])("may include %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    [
      "a bucket without versioning",
      backedUp({ versioning: false }),
      `${BUCKET}.backup: backup/bucket-without-versioning`,
    ],
    ["a cluster without a backup plan", { "cluster.backup": true }, "cluster.backup: backup/no-backup-plan"],
    ["a bucket without a backup plan", bucket({ backup: true }), `${BUCKET}.backup: backup/no-backup-plan`],
    [
      "monthly copies that expire before the daily ones",
      { "backup.dailyRetentionDays": 35, "backup.monthlyRetentionDays": 35 },
      "backup.monthlyRetentionDays: backup/monthly-copies-expire-first",
    ],
    [
      "copies without a second Region",
      { "backup.secondRegionRetentionDays": 7 },
      "backup.secondRegionRetentionDays: backup/copies-without-second-region",
    ],
  ])("cannot include %s", (_, edits, problem) => {
    expect(problemsWith(edits)).toEqual([problem]);
  });

  it.each([
    ["class archive", { class: "archive" }],
    ["a transition to GLACIER", { transitions: [{ days: 90, storageClass: "GLACIER" }] }],
    [
      "archive tiers",
      { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }], archiveTiers: { archiveDays: 90 } },
    ],
  ])("cause a warning for archived objects: %s", (_, settings) => {
    expect(warningsWith(backedUp(settings))).toEqual([`${BUCKET}.backup: backup/archived-objects-without-backup`]);
  });
});
