import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

import { bucketArn } from "../../domain/arns";
import type { LogBucketArgs, LogDestination } from "./log-destination";
import type { NetworkScope } from "./scope";

export type QueryLogArgs = LogDestination<"s3" | "none">;

/**
 * A log of every name that the VPC's resolver is asked for and does not have in its cache, with the answer and who
 * asked; the place where one sees what the DNS firewall does.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
 */
export function createQueryLog(scope: NetworkScope, queryLog: QueryLogArgs, { storage }: LogBucketArgs): void {
  if (queryLog.destination === "none") return;
  const { parent, name, platformName, vpcId } = scope;
  const destinationArn =
    queryLog.destination === "s3"
      ? pulumi.output(storage.logBucketName).apply(bucketArn)
      : createLogGroup(scope, queryLog.retentionDays).arn;
  const config = new route53.ResolverQueryLogConfig(
    `${name}-query-log`,
    { destinationArn, tags: { Name: `${platformName}-query-log` } },
    { parent },
  );
  new route53.ResolverQueryLogConfigAssociation(
    `${name}-query-log`,
    { resolverQueryLogConfigId: config.id, resourceId: vpcId },
    { parent },
  );
}

/**
 * AWS itself gives its log delivery the right to write here: to streams of this group, not to make groups, so records
 * still under way at a destroy do not bring it back. Groups called `/aws/vendedlogs/...` share one such policy, of which
 * an account can have ten in a Region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
function createLogGroup({ parent, name, platformName }: NetworkScope, retentionInDays: number): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    `${name}-query-log`,
    { name: `/aws/vendedlogs/route53resolver/${platformName}`, retentionInDays },
    { parent },
  );
}
