import { z } from "zod";
import { text } from "../schema/fields";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";

/** What EFS takes: https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
const lifecycleDays = z.literal([1, 7, 14, 30, 60, 90, 180, 270, 365]);

const key = text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first");

/** Not 0: only who has `elasticfilesystem:ClientRootAccess` may be root. */
const posixId = z.int().min(1).max(4_294_967_295);

const accessPointSchema = z.strictObject({
  // https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html
  path: text(
    /^(?=.{1,100}$)(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4}$/,
    "one to four directories from / on, up to 100 characters in all, such as /uploads",
  ).meta({
    description: "Directory that whoever mounts the access point sees as the root; made at the first mount.",
    examples: ["/uploads"],
  }),
  uid: posixId.meta({
    description: "User id of every request, whatever user the client says it is; owns the directory.",
    examples: [1000],
  }),
  gid: posixId.meta({ description: "Group id likewise.", examples: [1000] }),
  permissions: text(/^0[0-7]{3}$/, 'four octal digits in quotes, a zero first, such as "0750"')
    .default("0750")
    .meta({
      description: "Mode of the directory when it is made, in quotes. Default: others have no access.",
    }),
});

const fileSystemSchema = z.strictObject({
  zone: z
    .enum(ZONE_LETTERS)
    .exactOptional()
    .meta({
      description:
        "Keeps the data in this zone alone, for $0.16 per GB and month instead of $0.30; lost with the zone, so not in prod. Default: in all zones of the Region. A change replaces the file system. https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html",
      examples: ["a"],
    }),
  infrequentAccessDays: lifecycleDays.default(30).meta({
    description:
      "Days without access after which a file moves to Infrequent Access, $0.025 per GB and month and $0.01 per GB read. Default 30. https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html",
  }),
  archiveDays: lifecycleDays.exactOptional().meta({
    description:
      "Days without access after which a file moves on to Archive, cheaper again, dearer to read, and billed for 90 days at least. Default: never.",
    examples: [90],
  }),
  returnOnAccess: z.boolean().default(false).meta({
    description:
      "Whether the first access takes a file back to Standard. Default false: one read there costs $0.01 per GB, the way back $0.30 per GB and month until the file rests again.",
  }),
  backup: z.boolean().default(false).meta({
    description:
      "Whether the backup plan copies the file system; $0.06 per GB and month on top. EFS's own automatic backups stay off, so nothing is copied twice. Default false.",
  }),
  accessPoints: z
    .record(key, accessPointSchema)
    .default({})
    .meta({
      description:
        "Ways in by key: a directory, and the user that everything there is done as. Free of charge. A change of any value would replace the access point, whose id volumes of pods name, so it is refused: add one under another key. https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",
      examples: [{ uploads: { path: "/uploads", uid: 1000, gid: 1000 } }],
    }),
});

export const fileSystemsSchema = z
  .record(key, fileSystemSchema)
  .default({})
  .meta({
    description:
      "File systems (Amazon EFS) by key, with a mount target in each private subnet: files that pods in all zones share. $0.30 per GB and month, $0.03 per GB read and $0.06 per GB written; encrypted, reached with TLS and an IAM identity only. Another key is another, empty file system. https://aws.amazon.com/efs/pricing/",
    examples: [{ shared: { accessPoints: { uploads: { path: "/uploads", uid: 1000, gid: 1000 } } } }],
  });
