import { z } from "zod";

import { STOPPABLE_KINDS } from "../../domain/waste/kinds";
import { DEFAULT_KEEP_DAYS } from "../../domain/waste/thresholds";
import { distinct, text } from "../schema/fields";

const MOST_DAYS = 3650;

const objectsSchema = z.strictObject({
  bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of a bucket").meta({
    description: "Name of a bucket of the account in the Region of the stack.",
    examples: ["shop-dev-scratch-111122223333"],
  }),
  prefix: text(/^.{0,1024}$/, "up to 1024 characters")
    .default("")
    .meta({ description: "Beginning of the keys of the objects. Default: all objects.", examples: ["tmp/"] }),
  tag: text(/^[^=]{1,128}=[^=]{0,256}$/, "key=value")
    .exactOptional()
    .meta({
      description:
        "Only objects with this tag, key=value. S3 lists objects without their tags, so the report reads those of the first 1,000 old objects, one request each ($0.0004 for 1,000), which needs s3:GetObjectTagging; roles of previews do not have it. Default: objects with any tags, and without.",
      examples: ["Temporary=true"],
    }),
  olderThanDays: z
    .int()
    .min(1)
    .max(MOST_DAYS)
    .meta({ description: "Days (1 to 3650) since an object was written, after which it is waste.", examples: [30] }),
});

export const wasteSchema = z
  .strictObject({
    keepDays: z
      .int()
      .min(7)
      .max(MOST_DAYS)
      .default(DEFAULT_KEEP_DAYS)
      .meta({
        description: `Age in days (7 to 3650) from which snapshots of volumes and AMIs are reported. Default: ${DEFAULT_KEEP_DAYS}.`,
        examples: [30],
      }),
    objects: z
      .record(
        text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
        objectsSchema,
      )
      .default({})
      .meta({
        description:
          "Objects that the report lists once they are old, by a name of your choice. It reads the first 10,000 objects of a prefix ($0.005 for 1,000 requests, of which each lists 1,000 objects). To delete old objects, set a lifecycle rule instead. Default: none.",
        examples: [{ scratch: { bucket: "shop-dev-scratch-111122223333", prefix: "tmp/", olderThanDays: 30 } }],
      }),
    stop: distinct(z.enum(STOPPABLE_KINDS))
      .default([])
      .meta({
        description:
          "What `npm run waste -- <stack> --apply` may stop or delete. `idle-instances` stops instances; `unattached-volumes` takes a snapshot of a volume, waits for it, and deletes the volume; `unattached-addresses` releases addresses; the other two delete. It leaves everything without the tags of the stack, what Pulumi manages, nodes of an Auto Scaling group or of Karpenter, and what the cluster may still use. Default: none; the command only reports. Guide: docs/waste.md.",
        examples: [["unattached-volumes", "unattached-addresses"]],
      }),
    allowInProd: z.boolean().default(false).meta({
      description:
        "Whether `stop` may list anything in a stack of prod. Default: false, and the configuration of a stack of prod that lists something is refused.",
    }),
  })
  .exactOptional()
  .meta({
    description:
      "Settings of the waste report, `npm run waste -- <stack>`: resources of the stack that probably nobody needs, with their prices. The key creates nothing, and the report needs no key. $0. Default: the report has the defaults below, and stops nothing. Guide: docs/waste.md.",
  });
