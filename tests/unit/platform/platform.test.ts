import * as sqs from "@pulumi/aws/sqs";

import { MissingPartError, type Platform } from "../../../platform";
import { recordExtension } from "./fixture";

/** What a function makes of the handle, with outputs resolved. */
async function valueOf(of: (platform: Platform) => unknown): Promise<unknown> {
  const recording = await recordExtension((platform) => ({ value: of(platform) }));
  return recording.valueOf(recording.result?.["orders"]?.["value"]);
}

async function errorOf(use: (platform: Platform) => unknown): Promise<MissingPartError> {
  let caught: unknown;
  await recordExtension((platform) => {
    try {
      use(platform);
    } catch (error) {
      caught = error;
    }
    return {};
  });
  if (!(caught instanceof MissingPartError)) throw new Error(`no MissingPartError, but ${String(caught)}`);
  return caught;
}

describe("the handle of an extension", () => {
  it.each<[string, (platform: Platform) => unknown, unknown]>([
    ["the prefix of physical names", ({ name }) => name, "shop-dev"],
    ["the environment", ({ environment }) => environment, "dev"],
    ["account and Region", ({ accountId, region }) => [accountId, region], ["111122223333", "eu-west-1"]],
    ["the tags", ({ tags }) => tags.tags, { Project: "shop" }],
    ["the protection of data", ({ deletionProtection }) => deletionProtection, true],
    ["subnets by tier", ({ network }) => network.subnetIds("private"), ["subnet-a", "subnet-b"]],
    ["security groups", ({ network }) => network.securityGroupId("jobs"), "sg-jobs"],
    ["bucket names", ({ storage }) => storage.bucketName("data"), "shop-dev-data"],
    ["bucket ARNs", ({ storage }) => storage.bucketArn("data"), "arn:aws:s3:::shop-dev-data"],
    ["the role of the nodes", ({ cluster }) => cluster.nodeRoleArn, "arn:nodes"],
    ["the security group of pods", ({ cluster }) => cluster.securityGroupId, "sg-cluster"],
    ["namespaces", ({ cluster }) => cluster.namespace("apps"), "apps"],
    ["logical names", (platform) => platform.logicalName("db"), "orders-db"],
    ["physical names", (platform) => platform.physicalName("db"), "shop-dev-orders-db"],
    ["physical names of a length", (platform) => platform.physicalName("database", 20), "shop-dev-order-5dd64"],
  ])("has %s", async (_, of, expected) => {
    expect(await valueOf(of)).toEqual(expected);
  });

  it("trusts the pods of one service account of this cluster", async () => {
    const pods = { namespace: "apps", serviceAccount: "worker" };
    const policy = String(await valueOf(({ cluster }) => cluster.podTrustPolicy(pods)));
    expect(JSON.parse(policy)).toMatchObject({
      Statement: [
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "shop-dev",
              "aws:RequestTag/kubernetes-namespace": "apps",
              "aws:RequestTag/kubernetes-service-account": "worker",
            },
          },
        },
      ],
    });
  });

  it("has undefined for what no key of the stack turns on", async () => {
    const absent = ({ alarmTopicArn, storage, cluster }: Platform): unknown[] => [
      alarmTopicArn,
      storage.encryptionKeyArn,
      cluster.oidcProviderArn,
    ];
    expect(await valueOf((platform) => absent(platform).every((value) => value === undefined))).toBe(true);
  });
});

describe("a part that the stack does not have", () => {
  it.each<[string, (platform: Platform) => unknown, string]>([
    ["subnets of a tier", ({ network }) => network.subnetIds("isolated"), "add `isolated` to `network.tiers`"],
    ["blocks of a tier", ({ network }) => network.subnetCidrs("isolated"), "add `isolated` to `network.tiers`"],
    ["a security group", ({ network }) => network.securityGroupId("db"), "add `db` to `network.securityGroups`"],
    ["a bucket", ({ storage }) => storage.bucketName("x"), "add `x` to `storage.buckets`"],
    ["a registry", ({ storage }) => storage.registryUrl("x"), "add `x` to `storage.registries`"],
    ["a file system", ({ storage }) => storage.fileSystemId("x"), "add `x` to `storage.fileSystems`"],
    ["a secret", ({ storage }) => storage.secretArn("x"), "add `x` to `storage.secrets`"],
    ["a namespace", ({ cluster }) => cluster.namespace("x"), "add `x` to `cluster.namespaces`"],
  ])("gives an error that names the key to set: %s", async (_, use, fix) => {
    const error = await errorOf(use);
    expect(error.code).toBe("extensions/missing-part");
    expect(fix).toContain(`\`${error.key}\``);
    expect(error.message).toContain("extensions.orders  [extensions/missing-part]");
    expect(error.message).toContain(fix);
  });

  it("names the nearest part of the stack, and all others", async () => {
    const { message } = await errorOf(({ storage }) => storage.bucketName("dta"));
    expect(message).toContain("existing  data\n  fix       use `data`, or add `dta` to `storage.buckets`");
  });
});

describe("an extension", () => {
  const createQueue = (platform: Platform): { readonly url: sqs.Queue["url"] } => {
    const queue = new sqs.Queue(platform.logicalName("queue"), {}, platform.options());
    return { url: queue.url };
  };

  it("creates its resources below a component with its name, and adds outputs to the stack", async () => {
    const recording = await recordExtension(createQueue);
    const queue = recording.one("aws:sqs/queue:Queue", "orders-queue");
    expect(queue.options.parent).toBe("groundwork:extensions:Extension::orders");
    expect(await recording.valueOf(recording.result?.["orders"]?.["url"])).toMatch(/^https:\/\/sqs\.eu-west-1\./);
  });

  it("creates nothing in a stack without its key, and adds no output", async () => {
    const { result, resources } = await recordExtension(createQueue, {});
    expect(resources.filter(({ type }) => /queue|Extension/.test(type))).toEqual([]);
    expect(result).toBeUndefined();
  });
});
