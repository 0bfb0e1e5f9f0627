import { STORAGE_CLASSES_WITHOUT_BACKUP } from "../../domain/backup/quotas";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const A_YEAR = 365;

const monthlyCopiesExpireLast: Rule = function* ({ backup }) {
  if (backup?.monthlyRetentionDays === undefined) return;
  if (backup.monthlyRetentionDays > backup.dailyRetentionDays) return;
  const path: Path = ["backup", "monthlyRetentionDays"];
  yield {
    code: "backup/monthly-copies-expire-first",
    path,
    message:
      "`monthlyRetentionDays` is not greater than `dailyRetentionDays`: each monthly copy would expire before the daily copies.",
    because: [["backup", "dailyRetentionDays"]],
    allowed: "more days than dailyRetentionDays, or no monthlyRetentionDays",
    fix: [set(path, backup.dailyRetentionDays + A_YEAR)],
  };
};

const copiesHaveASecondRegion: Rule = function* ({ backup, aws }) {
  if (backup?.secondRegionRetentionDays === undefined || aws === undefined || aws.secondRegion !== undefined) return;
  const path: Path = ["backup", "secondRegionRetentionDays"];
  yield {
    code: "backup/copies-without-second-region",
    path,
    message: "The copies need a second Region, and `aws.secondRegion` is not set.",
    because: [["aws"]],
    allowed: "no secondRegionRetentionDays, or aws.secondRegion set",
    fix: [remove(path)],
  };
};

const backedUpClusterHasAPlan: Rule = function* ({ cluster, backup }) {
  if (cluster?.backup !== true || backup?.enabled !== false) return;
  yield {
    code: "backup/no-backup-plan",
    path: ["cluster", "backup"],
    message: "The cluster is not backed up: `backup.enabled` is false, so the stack has no backup plan.",
    because: [["backup"]],
    allowed: "false, or backup.enabled true",
    fix: [set(["backup", "enabled"], true)],
  };
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html#s3-backup-prerequisites */
const backedUpBucketsHaveAPlan: Rule = function* ({ storage, backup }) {
  for (const [key, bucket] of Object.entries(storage?.buckets ?? {})) {
    if (!bucket.backup) continue;
    const path: Path = ["storage", "buckets", key, "backup"];
    if (!bucket.versioning) {
      const versioning: Path = ["storage", "buckets", key, "versioning"];
      yield {
        code: "backup/bucket-without-versioning",
        path,
        message: "AWS Backup backs up versioned buckets only, and `versioning` is false.",
        because: [versioning],
        allowed: "false, or versioning true",
        fix: [set(versioning, true)],
      };
    }
    if (backup?.enabled === false) {
      yield {
        code: "backup/no-backup-plan",
        path,
        message: "The bucket is not backed up: `backup.enabled` is false, so the stack has no backup plan.",
        // The whole part: an error anywhere in it may hide the value of `backup.enabled`.
        because: [["backup"]],
        allowed: "false, or backup.enabled true",
        fix: [set(["backup", "enabled"], true)],
      };
    }
  }
};

/** AWS Backup omits archived objects, and reports no failed job. */
const backedUpObjectsAreNotArchived: Rule = function* ({ storage }) {
  for (const [key, { backup, transitions, archiveTiers }] of Object.entries(storage?.buckets ?? {})) {
    const archived = transitions.find(({ storageClass }) => STORAGE_CLASSES_WITHOUT_BACKUP.includes(storageClass));
    if (!backup || (archived === undefined && archiveTiers === undefined)) continue;
    const at: Path = ["storage", "buckets", key];
    const where = archived === undefined ? "the archive tiers of INTELLIGENT_TIERING" : archived.storageClass;
    yield {
      code: "backup/archived-objects-without-backup",
      path: [...at, "backup"],
      message: `AWS Backup does not back up objects in ${where}, so backups omit each object that S3 has moved there.`,
      because: [
        [...at, "class"],
        [...at, "transitions"],
        [...at, "archiveTiers"],
      ],
      allowed: "transitions to STANDARD_IA, INTELLIGENT_TIERING or GLACIER_IR only, or backup false",
      fix: [edit("remove the transitions to archives, or use versioning and replicas instead of backups")],
      warning: true,
    };
  }
};

export const backupRules: readonly Rule[] = [
  monthlyCopiesExpireLast,
  copiesHaveASecondRegion,
  backedUpBucketsHaveAPlan,
  backedUpClusterHasAPlan,
  backedUpObjectsAreNotArchived,
];
