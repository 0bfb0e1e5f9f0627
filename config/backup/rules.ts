import { STORAGE_CLASSES_WITHOUT_BACKUP } from "../../domain/backup/quotas";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const A_YEAR = 365;

const monthlyBackupsOutliveDailyOnes: Rule = function* ({ backup }) {
  if (backup?.monthlyRetentionDays === undefined) return;
  if (backup.monthlyRetentionDays > backup.dailyRetentionDays) return;
  const path: Path = ["backup", "monthlyRetentionDays"];
  yield {
    path,
    message:
      "`monthlyRetentionDays` is not greater than `dailyRetentionDays`: each monthly copy would expire before the daily copies.",
    because: [["backup", "dailyRetentionDays"]],
    allowed: "more days than dailyRetentionDays, or no monthly copy",
    fix: [set(path, backup.dailyRetentionDays + A_YEAR)],
  };
};

const secondCopiesHaveARegion: Rule = function* ({ backup, aws }) {
  if (backup?.secondRegionRetentionDays === undefined || aws === undefined || aws.secondRegion !== undefined) return;
  const path: Path = ["backup", "secondRegionRetentionDays"];
  yield {
    path,
    message: "There is no second Region for the copies to go to.",
    because: [["aws"]],
    allowed: "absent, or a Region in aws.secondRegion",
    fix: [remove(path)],
  };
};

const backedUpClusterCanBe: Rule = function* ({ cluster, backup }) {
  if (cluster?.backup !== true || backup?.enabled !== false) return;
  yield {
    path: ["cluster", "backup"],
    message: "There are no backups for the cluster to be part of.",
    because: [["backup"]],
    allowed: "false, or backup.enabled true",
    fix: [set(["backup", "enabled"], true)],
  };
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html#s3-backup-prerequisites */
const backedUpBucketsCanBe: Rule = function* ({ storage, backup }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    if (!bucket.backup) continue;
    const path: Path = ["storage", "buckets", key, "backup"];
    if (!bucket.versioning) {
      const versioning: Path = ["storage", "buckets", key, "versioning"];
      yield {
        path,
        message: "AWS Backup copies versioned buckets only.",
        because: [versioning],
        allowed: "false, or versioning true",
        fix: [set(versioning, true)],
      };
    }
    if (backup?.enabled === false) {
      yield {
        path,
        message: "There are no backups for the bucket to be part of.",
        // The whole part: what is wrong anywhere in it may be what switches backups on.
        because: [["backup"]],
        allowed: "false, or backup.enabled true",
        fix: [set(["backup", "enabled"], true)],
      };
    }
  }
};

/** Objects that S3 has archived are left out of backups, without a failed job. */
const backedUpObjectsAreNotArchived: Rule = function* ({ storage }) {
  for (const [key, { backup, transitions, archiveTiers }] of Object.entries(storage?.buckets ?? {})) {
    const archived = transitions.find(({ storageClass }) => STORAGE_CLASSES_WITHOUT_BACKUP.includes(storageClass));
    if (!backup || (archived === undefined && archiveTiers === undefined)) continue;
    const at: Path = ["storage", "buckets", key];
    const where = archived === undefined ? "the archive tiers of INTELLIGENT_TIERING" : archived.storageClass;
    yield {
      path: [...at, "backup"],
      message: `AWS Backup does not copy objects in ${where}: each is missing from backups once it has moved there.`,
      because: [
        [...at, "class"],
        [...at, "transitions"],
        [...at, "archiveTiers"],
      ],
      allowed: "transitions to STANDARD_IA, INTELLIGENT_TIERING or GLACIER_IR only, or backup false",
      fix: [edit("leave out the moves to archives, or rely on versions and replicas in place of backups")],
      warning: true,
    };
  }
};

export const backupRules: readonly Rule[] = [
  monthlyBackupsOutliveDailyOnes,
  secondCopiesHaveARegion,
  backedUpBucketsCanBe,
  backedUpClusterCanBe,
  backedUpObjectsAreNotArchived,
];
