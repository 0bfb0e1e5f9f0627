import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

import { bucketArn } from "../../domain/arns";
import { dnsQueryLogGroupName } from "../../domain/monitoring/log-groups";
import { type LogBucketArgs, type LogClassArgs, type LogDestination, logGroupClass } from "./log-destination";
import type { NetworkScope } from "./scope";

export type QueryLogArgs = LogDestination<"s3" | "none"> & LogClassArgs;

/**
 * Log of DNS queries that the VPC's resolver does not answer from its cache, with answer and source, and with the action of
 * the DNS Firewall.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
 */
export function createQueryLog(scope: NetworkScope, queryLog: QueryLogArgs, { storage }: LogBucketArgs): void {
  if (queryLog.destination === "none") return;
  const { parent, name, platformName, vpcId } = scope;
  const destinationArn =
    queryLog.destination === "s3"
      ? pulumi.output(storage.logBucketName).apply(bucketArn)
      : createLogGroup(scope, queryLog).arn;
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
 * AWS adds a resource policy that allows log delivery to write to this group but not to create groups, so records that
 * arrive during a destroy do not create it again. Groups named `/aws/vendedlogs/...` share one such policy; an account can
 * have ten in a Region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
function createLogGroup(
  { parent, name, platformName }: NetworkScope,
  queryLog: Extract<QueryLogArgs, { destination: "cloudwatch" }>,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    `${name}-query-log`,
    {
      name: dnsQueryLogGroupName(platformName),
      retentionInDays: queryLog.retentionDays,
      ...logGroupClass(queryLog),
    },
    { parent },
  );
}
