import { type Edits, verdictOn } from "./fixtures";

const CHINA = "arn:aws-cn:iam::111122223333:role/deployer";
const SSO = "AWSReservedSSO_Admin_0123456789abcdef";

const ingress = (certificateArn: string): Edits => ({
  "cluster.namespaces": { sample: {} },
  "cluster.loadBalancerController": {},
  "cluster.admission": { registries: ["public.ecr.aws/nginx"] },
  "cluster.sampleWorkload": { namespace: "sample", ingress: { inboundCidrs: ["10.0.0.0/8"], certificateArn } },
});
const notification = (target: object): Edits => ({
  "storage.buckets": {
    data: { noncurrentExpirationDays: 30, notifications: { n: { events: ["s3:ObjectCreated:*"], ...target } } },
  },
});
const podIdentity = (settings: object): Edits => ({
  "cluster.podIdentities": { up: { namespace: "web", serviceAccount: "up", ...settings } },
});

/** Every key that takes an ARN, with one of another partition, service or form. */
const CASES: readonly [path: string, edits: Edits, message: string][] = [
  ["aws.permissionsBoundaryArn", { "aws.permissionsBoundaryArn": "arn:aws-us-gov:iam::aws:policy/x" }, "partition"],
  ["cluster.access.deployer.principalArn", { "cluster.access.deployer.principalArn": CHINA }, "partition"],
  [
    "cluster.access.deployer.principalArn",
    { "cluster.access.deployer.principalArn": `arn:aws:sts::111122223333:assumed-role/${SSO}/ann` },
    "session",
  ],
  [
    "cluster.accessRoles.ops.trustedPrincipals[0]",
    {
      "cluster.accessRoles": { ops: { trustedPrincipals: [`arn:aws:iam::111122223333:role/${SSO}`], policy: "view" } },
    },
    "path of Identity Center",
  ],
  [
    "cluster.accessRoles.ops.notificationTopicArn",
    {
      "cluster.accessRoles": {
        ops: {
          trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"],
          policy: "view",
          notificationTopicArn: "arn:aws:sqs:eu-west-1:111122223333:alarms",
        },
      },
    },
    "another service",
  ],
  ["cluster.podIdentities.up.roleArn", podIdentity({ roleArn: CHINA }), "partition"],
  [
    "cluster.podIdentities.up.policyArns[0]",
    podIdentity({ policyArns: ["arn:aws:iam::111122223333:policy/*"] }),
    "wildcard",
  ],
  [
    "cluster.podIdentities.up.targetRoleArn",
    podIdentity({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"], targetRoleArn: "role/x" }),
    "not an ARN",
  ],
  [
    "cluster.sampleWorkload.ingress.certificateArn",
    ingress("arn:aws-cn:acm:cn-north-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"),
    "partition",
  ],
  [
    "storage.buckets.data.notifications.n.queueArn",
    notification({ queueArn: "arn:aws:sqs:eu-west-1:111122223333:uploads.fifo" }),
    "not of the allowed form",
  ],
  [
    "storage.buckets.data.notifications.n.topicArn",
    notification({ topicArn: "arn:aws:sns:eu-west-1:111122223333:up*" }),
    "wildcard",
  ],
  [
    "storage.buckets.data.notifications.n.functionArn",
    notification({ functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:index:live" }),
    "not of the allowed form",
  ],
  [
    "account.registry.pullThroughCaches.hub.credentialArn",
    {
      account: {
        baseline: true,
        registry: { pullThroughCaches: { hub: { upstream: "registry-1.docker.io", credentialArn: "hub" } } },
      },
    },
    "not an ARN",
  ],
];

describe("a key whose value is an ARN", () => {
  it.each(CASES)("%s has an error with the reason, and without a guessed ARN", (path, edits, message) => {
    const { problems } = verdictOn(edits);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.fix.filter((line) => line.startsWith("npm run config -- set"))).toEqual([]);
    expect(problems[0]?.fix).toHaveLength(1);
  });
});
