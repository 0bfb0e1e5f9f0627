import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

/** Days without a read after which S3 moves an object to a tier. Reads then fail until the object is restored. */
export interface ArchiveTiers {
  /** To Archive Access, at least 90 days; a restore takes up to 5 hours. */
  readonly archiveDays?: number | undefined;
  /** To Deep Archive Access, at least 180 days; a restore takes up to 12 hours. */
  readonly deepArchiveDays?: number | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html */
export function createArchiveTiers(
  name: string,
  { region, archiveTiers }: { readonly region?: string | undefined; readonly archiveTiers?: ArchiveTiers | undefined },
  bucket: s3.Bucket,
  options: pulumi.CustomResourceOptions,
): void {
  if (archiveTiers === undefined) return;
  const { archiveDays, deepArchiveDays } = archiveTiers;
  new s3.BucketIntelligentTieringConfiguration(
    `${name}-archive-tiers`,
    {
      bucket: bucket.bucket,
      region,
      name: "unread",
      tierings: [
        ...(archiveDays === undefined ? [] : [{ accessTier: "ARCHIVE_ACCESS", days: archiveDays }]),
        ...(deepArchiveDays === undefined ? [] : [{ accessTier: "DEEP_ARCHIVE_ACCESS", days: deepArchiveDays }]),
      ],
    },
    options,
  );
}
