import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { providerOptions } from "../../../components/provider";
import { fanOutTags } from "../../../domain/tags/fan-out";
import { createExtensions, type ExtensionOutputs, type Platform } from "../../../platform";
import { record, type Recording } from "../../support/record";

export const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

const NO_SETTINGS = z.strictObject({});

type Components = Parameters<typeof createExtensions>[2];

/** A cluster of which extensions see only outputs. */
class FakeCluster extends pulumi.ComponentResource {
  readonly clusterName = pulumi.output("shop-dev");
  readonly clusterArn = pulumi.output("arn:cluster");
  readonly endpoint = pulumi.output("https://api");
  readonly clusterSecurityGroupId = pulumi.output("sg-cluster");
  readonly nodeRoleArn = pulumi.output("arn:nodes");
  readonly oidcIssuer = pulumi.output("https://issuer");
  readonly oidcProviderArn = undefined;
  readonly namespaces = { apps: pulumi.output("apps") };
  readonly kubernetesProvider = new KubernetesProvider("kubernetes", {}, { parent: this });

  constructor() {
    super("test:index:Cluster", "cluster", {});
  }
}

function components(): Components {
  const [first, second] = [pulumi.output("subnet-a"), pulumi.output("subnet-b")];
  const tiers = { public: [], private: [first, second], isolated: [], "control-plane": [first] };
  return {
    tagging: { fanOut: fanOutTags({ Project: "shop" }) },
    network: {
      vpcId: pulumi.output("vpc-1"),
      vpcCidr: pulumi.output("10.0.0.0/16"),
      subnetIds: tiers,
      subnetCidrs: { ...tiers, isolated: [pulumi.output("10.0.0.0/16")] },
      zoneSubnetIds: { public: {}, private: { a: first, b: second }, isolated: {}, "control-plane": { a: first } },
      podSubnetIds: {},
      privateSubnets: {},
      privateSubnetIds: {},
      routeTableIds: {},
      natPublicIps: pulumi.output([]),
      natMetrics: {},
      securityGroupIds: { jobs: pulumi.output("sg-jobs") },
      privateEgress: [],
    },
    storage: {
      bucketNames: { data: pulumi.output("shop-dev-data") },
      bucketArns: { data: pulumi.output("arn:aws:s3:::shop-dev-data") },
      logBucketName: pulumi.output("shop-dev-logs"),
      registryUrls: {},
      secretArns: {
        "shop/database": pulumi.output(
          "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-dev/shop/database-a1b2c3",
        ),
      },
      encryptionKeyArn: undefined,
    },
    fileSystems: { fileSystemIds: {} },
    cluster: new FakeCluster(),
    monitoring: { alarmTopicArn: undefined },
  };
}

/** Runs `create` of an extension `orders` in a stack with its key, or without it. */
export function recordExtension(
  create: (platform: Platform) => ExtensionOutputs,
  extensions: Readonly<Record<string, unknown>> = { orders: {} },
): Promise<Recording<ReturnType<typeof createExtensions>>> {
  const aws = { region: "eu-west-1", accountId: "111122223333" };
  return record(() => {
    const ofTags = { tags: { Project: "shop" }, ignoredTags: { keys: [], keyPrefixes: [] } };
    const options = providerOptions({ ...aws, ...ofTags, permissionsBoundaryArn: BOUNDARY });
    const settings = { platformName: "shop-dev", environment: "dev", aws, storage: { deletionProtection: true } };
    const own = { orders: { schema: NO_SETTINGS, create } };
    return createExtensions(own, { ...settings, extensions }, components(), options);
  });
}
