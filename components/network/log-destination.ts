import type * as pulumi from "@pulumi/pulumi";

/** Where a log goes. A change deletes the log group with what is in it; what is in S3 stays until it expires. */
export type LogDestination<Elsewhere extends string> =
  | {
      readonly destination: "cloudwatch";
      /** Days that the log group keeps it. CloudWatch takes $0.50 for each GB written, $0.03 a month for each GB kept. */
      readonly retentionDays: number;
    }
  | (Elsewhere extends string ? { readonly destination: Elsewhere } : never);

export interface LogBucketArgs {
  /**
   * Whose log bucket takes logs with `destination` `s3`. Its name is known once its policy lets AWS deliver them: so they
   * wait for that policy, and the bucket outlives them.
   */
  readonly storage: { readonly logBucketName: pulumi.Input<string> };
}
