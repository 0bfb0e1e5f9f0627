import { BUCKET_CLASSES, withClassDefaults } from "../../../../domain/storage/bucket-classes";
import { problemsWith } from "../../config/fixtures";

describe("the class of a bucket", () => {
  it.each(BUCKET_CLASSES)("%s has the documented defaults", (bucketClass) => {
    const documented = {
      data: { versioning: true, abortMultipartUploadDays: 7, transitions: [] },
      logs: {
        versioning: false,
        abortMultipartUploadDays: 1,
        expirationDays: 365,
        transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
      },
      archive: {
        versioning: true,
        abortMultipartUploadDays: 7,
        noncurrentExpirationDays: 30,
        transitions: [
          { days: 30, storageClass: "GLACIER_IR" },
          { days: 180, storageClass: "DEEP_ARCHIVE" },
        ],
      },
      backup: {
        versioning: true,
        abortMultipartUploadDays: 7,
        noncurrentExpirationDays: 35,
        transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
      },
      scratch: { versioning: false, abortMultipartUploadDays: 1, expirationDays: 7, transitions: [] },
    };
    expect(withClassDefaults({ class: bucketClass })).toEqual({ class: bucketClass, ...documented[bucketClass] });
  });

  it.each(BUCKET_CLASSES.filter((bucketClass) => bucketClass !== "data"))(
    "%s needs no other setting",
    (bucketClass) => {
      expect(problemsWith({ "storage.buckets": { it: { class: bucketClass } } })).toEqual([]);
    },
  );

  it("does not override settings of the stack file", () => {
    const written = {
      class: "archive",
      versioning: true,
      abortMultipartUploadDays: 2,
      noncurrentExpirationDays: 90,
      expirationDays: 3650,
      transitions: [],
    } as const;
    expect(withClassDefaults({ ...written, transitions: [] })).toEqual(written);
  });

  it("has no expiration of noncurrent versions for a bucket without versioning", () => {
    expect(withClassDefaults({ class: "backup", versioning: false })).not.toHaveProperty("noncurrentExpirationDays");
  });

  it("has no transitions after the expiration of the bucket", () => {
    expect(withClassDefaults({ class: "archive", expirationDays: 180 }).transitions).toEqual([
      { days: 30, storageClass: "GLACIER_IR" },
    ]);
    expect(problemsWith({ "storage.buckets": { it: { class: "logs", expirationDays: 30 } } })).toEqual([]);
  });
});
