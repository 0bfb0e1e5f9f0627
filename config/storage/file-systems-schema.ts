import { z } from "zod";
import { text } from "../schema/fields";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";

/** The values that EFS accepts: https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
const lifecycleDays = z.literal([1, 7, 14, 30, 60, 90, 180, 270, 365]);

const key = text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first");

/** Not 0: root requires `elasticfilesystem:ClientRootAccess`. */
const posixId = z.int().min(1).max(4_294_967_295);

const accessPointSchema = z.strictObject({
  // https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html
  path: text(
    /^(?=.{1,100}$)(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4}$/,
    "an absolute path of one to four directories, up to 100 characters, such as /uploads",
  ).meta({
    description: "Directory that is the root for clients of the access point. EFS creates it at the first mount.",
    examples: ["/uploads"],
  }),
  uid: posixId.meta({
    description:
      "POSIX user ID of all requests through the access point, and owner of the directory. EFS ignores the user ID of the client.",
    examples: [1000],
  }),
  gid: posixId.meta({
    description: "POSIX group ID of all requests through the access point, and group of the directory.",
    examples: [1000],
  }),
  permissions: text(/^0[0-7]{3}$/, 'four octal digits in quotes, a zero first, such as "0750"')
    .default("0750")
    .meta({
      description:
        "Mode with which EFS creates the directory, in quotes. Default: 0750, so other users have no access.",
    }),
});

const fileSystemSchema = z.strictObject({
  zone: z
    .enum(ZONE_LETTERS)
    .exactOptional()
    .meta({
      description:
        "Zone letter of a One Zone file system, which costs $0.16 per GB and month instead of $0.30. A failure of the zone can destroy the data, so prod cannot use it. Default: the data is stored in all zones of the Region. A change replaces the file system. https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html",
      examples: ["a"],
    }),
  infrequentAccessDays: lifecycleDays.default(30).meta({
    description:
      "Days without access after which EFS moves a file to Infrequent Access: $0.025 per GB and month, and $0.01 per GB read. Default: 30. https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html",
  }),
  archiveDays: lifecycleDays.exactOptional().meta({
    description:
      "Days without access after which EFS moves a file from Infrequent Access to Archive, which costs less to store, more to read, and bills at least 90 days. Must be greater than infrequentAccessDays. Default: never.",
    examples: [90],
  }),
  returnOnAccess: z.boolean().default(false).meta({
    description:
      "Whether EFS moves a file back to Standard at its first access. Default: false, because a read from Infrequent Access costs $0.01 per GB, and storage in Standard $0.30 per GB and month until the file moves again.",
  }),
  backup: z.boolean().default(false).meta({
    description:
      "Whether the backup plan backs up the file system. Requires backup.enabled. $0.06 per GB and month. Automatic backups of EFS are off, so files are backed up once. Default: false.",
  }),
  accessPoints: z
    .record(key, accessPointSchema)
    .default({})
    .meta({
      description:
        "Access points by key. An access point enforces a directory and a POSIX user for its clients. $0. Values cannot change, because a change replaces the access point, whose ID volumes of pods contain; add one under another key instead. Default: none. https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",
      examples: [{ uploads: { path: "/uploads", uid: 1000, gid: 1000 } }],
    }),
});

export const fileSystemsSchema = z
  .record(key, fileSystemSchema)
  .default({})
  .meta({
    description:
      "Amazon EFS file systems by key, for files that pods in all zones share. Each has a mount target in every private subnet, is encrypted, and requires TLS and an IAM identity. $0.30 per GB and month, $0.03 per GB read and $0.06 per GB written. A renamed key creates an empty file system and deletes the old one. Default: none. https://aws.amazon.com/efs/pricing/",
    examples: [{ shared: { accessPoints: { uploads: { path: "/uploads", uid: 1000, gid: 1000 } } } }],
  });
