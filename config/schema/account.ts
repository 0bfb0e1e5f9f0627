import { z } from "zod";

export const accountSchema = z
  .strictObject({
    baseline: z.boolean().default(false).meta({
      description:
        "Whether this stack sets the account's own protections: no public buckets, snapshots and images, encrypted volumes, IMDSv2, image scanning, and an analyzer for access from outside. Free of charge; basic image scanning too. They bind everything in the account and region, so one stack per account and region turns them on, knowingly; they stay when the stack is destroyed. Default false. https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
    }),
  })
  .meta({ description: "Settings that an AWS account has once, for all that stands in it." });
