import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { CANARIES } from "./canaries";

const region = { region: "eu-west-1" } as const;

function provider(): { readonly provider: pulumi.ProviderResource } {
  return { provider: new aws.Provider("aws", region) };
}

/** A value that becomes secret, one that ceases to be, one that stays so, and those that are secret by their key. */
export function secrets(isLater: boolean): () => Promise<void> {
  return async () => {
    const options = provider();
    const [becomes, ceases] = isLater
      ? [pulumi.secret(`${CANARIES.plain}-2`), CANARIES.hidden]
      : [CANARIES.plain, pulumi.secret(CANARIES.hidden)];
    const stage = isLater ? "later" : "earlier";
    new aws.sns.Topic("becomes-secret", { name: "becomes", displayName: becomes }, options);
    new aws.sns.Topic("ceases-to-be-secret", { name: "ceases", displayName: ceases, tags: { Stage: stage } }, options);
    const secretString = `${CANARIES.listed}-${stage}`;
    new aws.secretsmanager.SecretVersion("rotated", { secretId: "database", secretString }, options);
    // The same value as above, in a place that nobody marked.
    const url = `postgres://app:${encodeURIComponent(CANARIES.plain)}@db/${stage}`;
    new aws.sns.Topic("repeats", { name: "repeats", displayName: url }, options);
    const cluster = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
    new kubernetes.core.v1.Secret(
      "app",
      {
        metadata: { name: "app", namespace: "default" },
        stringData: { token: CANARIES.nested, stage: `${CANARIES.nested}-${stage}` },
      },
      { provider: cluster },
    );
    await Promise.resolve();
  };
}

/** Buckets, of which the later program has none: one is protected, and one stays at AWS. */
export function protectedBuckets(isLater: boolean): () => Promise<void> {
  return async () => {
    const options = provider();
    new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { Stage: isLater ? "later" : "earlier" } }, options);
    if (!isLater) {
      new aws.s3.Bucket("invoices", { bucket: "invoices-111122223333" }, { ...options, protect: true });
      new aws.s3.Bucket("exports", { bucket: "exports-111122223333" }, options);
      new aws.s3.Bucket("kept", { bucket: "kept-111122223333" }, { ...options, retainOnDelete: true });
    }
    await Promise.resolve();
  };
}

function statement(actions: readonly string[], resource: string): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: resource }] };
}

/** Changes that widen permissions or open something to the internet. */
export function exposure(isLater: boolean): () => Promise<void> {
  return async () => {
    await Promise.resolve();
    const options = provider();
    const trusted = isLater ? ["111122223333", "444455556666"] : ["111122223333"];
    const role = new aws.iam.Role(
      "reader",
      {
        name: "reader",
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: trusted.map((account) => `arn:aws:iam::${account}:root`) },
              Action: "sts:AssumeRole",
            },
          ],
        }),
      },
      options,
    );
    const bucket = "arn:aws:s3:::invoices";
    const policy = isLater ? statement(["s3:GetObject", "s3:*"], "*") : statement(["s3:GetObject"], `${bucket}/*`);
    new aws.iam.RolePolicy("reader", { role: role.name, policy: JSON.stringify(policy) }, options);
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" }, options);
    new aws.ec2.SecurityGroup(
      "web",
      {
        vpcId: vpc.id,
        description: "Web",
        ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [isLater ? "0.0.0.0/0" : "10.0.0.0/8"] }],
      },
      options,
    );
    new aws.ec2.Subnet("public-a", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: isLater }, options);
    const invoices = new aws.s3.Bucket("invoices", { bucket: "invoices-111122223333" }, options);
    new aws.s3.BucketPublicAccessBlock(
      "invoices",
      {
        bucket: invoices.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: !isLater,
        ignorePublicAcls: true,
        restrictPublicBuckets: !isLater,
      },
      options,
    );
    if (isLater) {
      const managed = "arn:aws:iam::aws:policy/PowerUserAccess";
      new aws.iam.RolePolicyAttachment("power", { role: role.name, policyArn: managed }, options);
    }
  };
}
