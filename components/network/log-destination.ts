import type * as pulumi from "@pulumi/pulumi";

import type { LogClass } from "../../domain/monitoring/log-groups";

/** Destination of a log. A change deletes the log group with its events; logs in S3 stay until they expire. */
export type LogDestination<Elsewhere extends string> =
  | {
      readonly destination: "cloudwatch";
      /** Retention of the log group in days. CloudWatch costs $0.50 per GB written, and $0.03 a month per GB stored. */
      readonly retentionDays: number;
    }
  | (Elsewhere extends string ? { readonly destination: Elsewhere } : never);

export interface LogBucketArgs {
  /**
   * Storage with the log bucket for `destination` `s3`. The output of its name waits for the bucket policy that allows AWS
   * to deliver logs, so logs are created after that policy and deleted before the bucket.
   */
  readonly storage: { readonly logBucketName: pulumi.Input<string> };
}

export interface LogClassArgs {
  /** Class of the log group. A change replaces it and deletes its events. Omitted: STANDARD. */
  readonly logClass?: LogClass | undefined;
}

/** AWS keeps the class when the argument is omitted. */
export function logGroupClass({ logClass }: LogClassArgs): { readonly logGroupClass?: LogClass } {
  return logClass === undefined ? {} : { logGroupClass: logClass };
}
