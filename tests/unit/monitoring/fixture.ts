import * as pulumi from "@pulumi/pulumi";

import type { MonitoringArgs } from "../../../components/monitoring";
import { createObservability, type ObservabilityArgs } from "../../../components/monitoring/observability";
import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { type Recording, record } from "../../support/record";

export const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
export const TOPICS = {
  P1: "arn:aws:sns:eu-west-1:111122223333:p1",
  P2: "arn:aws:sns:eu-west-1:111122223333:p2",
} as const;

type AlarmsArgs = NonNullable<MonitoringArgs["alarms"]>;

/** A cluster that a collector can scrape. */
export function scraped(clusterName: string): ObservabilityArgs["cluster"] {
  const clusterArn = `arn:aws:eks:${SCOPE.region}:${SCOPE.accountId}:cluster/${clusterName}`;
  return { clusterName, clusterArn, clusterSecurityGroupId: "sg-00000001" };
}

/** A stack with a cluster only. */
const RESOURCES = {
  platformName: "shop-test",
  accountId: SCOPE.accountId,
  region: SCOPE.region,
  cluster: scraped("shop-test"),
  network: { zoneSubnetIds: { private: {} }, natMetrics: {} },
  fileSystems: { fileSystemIds: {} },
};

/** What the stack measures with a stack file that says nothing about it. */
export const NO_OBSERVABILITY: Omit<ObservabilityArgs, keyof typeof RESOURCES> = {
  account: { trailLogGroupName: undefined },
  slos: {},
  canaries: {},
  storage: { logBucketName: "logs", bucketNames: {}, encryptionKeyArn: undefined },
  dashboards: { signals: false, cost: false },
  logs: { queriedLogGroups: [], metricFilters: {}, subscriptions: {} },
};

/** A stack with alarms and without resources that have some of their own. */
export function alarmsArgs(alarms: Partial<AlarmsArgs> = {}): MonitoringArgs & { readonly alarms: AlarmsArgs } {
  const none = { emails: [], receivers: {}, loadBalancers: {}, certificates: {}, maintenance: {}, auditedAccess: [] };
  return {
    ...RESOURCES,
    ...NO_OBSERVABILITY,
    platformName: "groundwork-test",
    cluster: scraped("groundwork-test"),
    alarms: { ...none, emails: ["oncall@example.com"], ...alarms },
    costTopics: { budgetTopicArns: [], anomalyTopicArns: [] },
    logTypes: [],
    access: {},
    accessRoles: {},
    backup: { vaultName: undefined, secondRegionVaultName: undefined, hasRestoreTests: false },
  };
}

/** A stack with private subnets in two zones. */
export function metricsArgs(clusterArn: string): ObservabilityArgs {
  const network = { natMetrics: {}, zoneSubnetIds: { private: { a: "subnet-a", b: "subnet-b" } } };
  return { ...RESOURCES, ...NO_OBSERVABILITY, network, cluster: { ...RESOURCES.cluster, clusterArn } };
}

/** Creates the resources below a parent, in a world with the log groups `trail`, `own` and `other-own`. */
export function recordObservability(
  args: Partial<ObservabilityArgs>,
  { hasTopics = true, preview = false } = {},
): Promise<Recording<void>> {
  const world = new World();
  for (const name of ["trail", "own", "other-own"]) {
    new Cloud(world).create("aws:cloudwatch/logGroup:LogGroup", name, { name }, SCOPE);
  }
  new Cloud(world).create("aws:s3/bucket:Bucket", "logs", { bucket: "logs" }, SCOPE);
  const policy = {
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::logs/*",
      },
    ],
  };
  new Cloud(world).create(
    "aws:s3/bucketPolicy:BucketPolicy",
    "logs",
    { bucket: "logs", policy: JSON.stringify(policy) },
    SCOPE,
  );
  const all = { ...RESOURCES, ...NO_OBSERVABILITY, ...args };
  return record(
    () => {
      const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
      createObservability(parent, "monitoring", all, hasTopics ? TOPICS : undefined);
    },
    { world, preview },
  );
}
