import { type Edits, problemsWith, warningsWith } from "./fixtures";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:uploads";

const role = (settings: object): Edits => ({
  "cluster.accessRoles": {
    deploy: { githubSubjects: ["repo:acme/shop:environment:prod"], policy: "view", ...settings },
  },
});

describe("settings without effect", () => {
  it.each<[string, Edits, string[]]>([
    [
      "backup settings without backups",
      { "backup.lock": "governance", "backup.dailyRetentionDays": 35 },
      [
        "backup.lock: Has no effect: `backup.enabled` is false.",
        "backup.dailyRetentionDays: Has no effect: `backup.enabled` is false.",
      ],
    ],
    [
      "a deletion window without a key",
      { "storage.keyDeletionWindowDays": 7, backup: { enabled: true, keyDeletionWindowDays: 7 } },
      [
        "storage.keyDeletionWindowDays: Has no effect: `storage.encryption` is aws-managed, so the stack has no key of its own.",
        "backup.keyDeletionWindowDays: Has no effect: `backup.encryption` is aws-managed, so the stack has no key of its own.",
      ],
    ],
    [
      "a limit to an organization that is not named",
      { "storage.organizationOnly": true },
      ["storage.organizationOnly: Has no effect: `aws.organizationId` names no organization."],
    ],
    [
      "a second Region that nothing is copied to",
      { "aws.secondRegion": "eu-central-1" },
      ["aws.secondRegion: Has no effect: no bucket, backup or registry is copied to it."],
    ],
    [
      "MFA for workflows",
      role({ requireMfa: true }),
      [
        "cluster.accessRoles.deploy.requireMfa: Has no effect: `trustedPrincipals` is empty, and workflows of GitHub Actions have no MFA.",
      ],
    ],
    [
      "usage that nothing bills",
      {
        usage: {
          internetInGb: 1,
          transitGatewayGb: 1,
          queryLogGb: 1,
          dnsQueryMillions: 1,
          awsServiceGb: { logs: 1, s3: 1 },
        },
        "network.nat": "none",
        "network.interfaceEndpoints": { bundles: ["private-eks"], services: [] },
      },
      [
        "usage.internetInGb: Has no effect: the stack has no NAT gateway whose traffic is billed.",
        "usage.transitGatewayGb: Has no effect: `network.transitGateway` is not set.",
        "usage.queryLogGb: Has no effect: `network.queryLog.destination` is none.",
        "usage.dnsQueryMillions: Has no effect: `network.dnsFirewall` filters no domain.",
        "usage.awsServiceGb.s3: Has no effect: traffic through a gateway endpoint is free of charge.",
      ],
    ],
    [
      "traffic of a service that nothing bills",
      {
        usage: { awsServiceGb: { sqs: 1 } },
        "network.nat": "none",
        "network.interfaceEndpoints": { bundles: ["private-eks"], services: [] },
      },
      [
        "usage.awsServiceGb.sqs: Has no effect: without NAT and without an interface endpoint, nothing bills this traffic.",
      ],
    ],
  ])("warn about %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    const own = warningsWith(edits).filter((warning) => warning.includes("Has no effect"));
    expect(own.sort()).toEqual([...warnings].sort());
  });

  it.each<[string, Edits]>([
    ["a deletion window of a key", { "storage.keyDeletionWindowDays": 7, "storage.encryption": "customer-managed" }],
    ["a named organization", { "storage.organizationOnly": false, "aws.organizationId": "o-a1b2c3d4e5" }],
    [
      "a second Region for backups",
      { "aws.secondRegion": "eu-central-1", "backup.enabled": true, "backup.secondRegionRetentionDays": 7 },
    ],
    ["MFA of principals", role({ trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], requireMfa: false })],
    ["usage that NAT bills", { usage: { internetInGb: 1, internetOutGb: 1, flowLogGb: 1, awsServiceGb: { logs: 1 } } }],
  ])("say nothing about %s", (_, edits) => {
    expect(warningsWith(edits)).toEqual([]);
  });
});

describe("notifications of events that never occur", () => {
  const AT = "storage.buckets.data.notifications.uploads.events[0]";
  const notify = (event: string, bucket: object): Edits => ({
    "storage.buckets": {
      data: {
        noncurrentExpirationDays: 30,
        ...bucket,
        notifications: { uploads: { queueArn: QUEUE, events: [event] } },
      },
    },
  });
  const tiering = { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] };

  it.each<[string, object, object, string]>([
    [
      "s3:LifecycleTransition",
      {},
      tiering,
      "S3 sends this event when the lifecycle moves an object, and the bucket has no transitions.",
    ],
    [
      "s3:LifecycleExpiration:*",
      { versioning: false, noncurrentExpirationDays: undefined },
      {},
      "S3 sends this event when the lifecycle deletes an object, and nothing in the bucket expires.",
    ],
    [
      "s3:IntelligentTiering",
      tiering,
      { ...tiering, archiveTiers: { archiveDays: 90 } },
      "S3 sends this event when an object enters an archive tier, and the bucket has no `archiveTiers`.",
    ],
  ])("are refused: %s", (event, without, withIt, message) => {
    expect(problemsWith(notify(event, without))).toEqual([`${AT}: ${message}`]);
    expect(problemsWith(notify(event, withIt))).toEqual([]);
  });

  it("are refused: events of replication, and those of Replication Time Control", () => {
    const region = { "aws.secondRegion": "eu-central-1" };
    const failed = "s3:Replication:OperationFailedReplication";
    expect(problemsWith(notify(failed, {}))).toEqual([
      `${AT}: S3 sends this event for a bucket that it replicates, and \`replicate\` is false.`,
    ]);
    expect(problemsWith({ ...notify(failed, { replicate: true }), ...region })).toEqual([]);
    expect(
      problemsWith({ ...notify("s3:Replication:OperationMissedThreshold", { replicate: true }), ...region }),
    ).toEqual([`${AT}: S3 sends this event only with Replication Time Control, which the platform does not use.`]);
  });
});

describe("backups of archived objects", () => {
  it.each([
    ["class archive", { class: "archive" }, "DEEP_ARCHIVE"],
    ["a move to GLACIER", { transitions: [{ days: 90, storageClass: "GLACIER" }] }, "GLACIER"],
    [
      "archive tiers",
      { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }], archiveTiers: { archiveDays: 90 } },
      "the archive tiers of INTELLIGENT_TIERING",
    ],
  ])("are warned about: %s", (_, settings, where) => {
    const data = { noncurrentExpirationDays: 30, backup: true, ...settings };
    expect(warningsWith({ "storage.buckets": { data }, "backup.enabled": true })).toEqual([
      `storage.buckets.data.backup: AWS Backup does not copy objects in ${where}: each is missing from backups once it has moved there.`,
    ]);
  });
});

describe("caches under the platform's own prefix", () => {
  it.each(["shop-dev", "shop-dev/base"])("are refused: %s", (prefix) => {
    const edits = {
      "account.baseline": true,
      "account.registry.pullThroughCaches": { [prefix]: { upstream: "quay.io" } },
    };
    expect(problemsWith(edits)).toEqual([
      `account.registry.pullThroughCaches.${prefix.includes("/") ? prefix : "shop-dev"}: The prefix is that of the platform's own repositories, so ECR would fetch missing images from the upstream.`,
    ]);
  });
});
