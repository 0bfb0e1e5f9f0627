import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { createBucket } from "./bucket";
import { requireCertificate } from "./ingress";
import { createPermissions } from "./permissions";
import { placeOf, readPlatform, requireLoadBalancers } from "./platform";
import { createWorkload } from "./workload";

const NAME = "shop";

/** Creates the application; what it returns are the stack's outputs. */
export = async function shop(): Promise<Record<string, unknown>> {
  const config = new pulumi.Config();
  const namespace = config.require("namespace");
  const stack = config.require("platform");
  const platform = await readPlatform(stack);
  requireLoadBalancers(stack, platform);
  const { region, accountId } = placeOf(platform);

  const inAws = {
    provider: new AwsProvider("aws", { region, allowedAccountIds: [accountId], defaultTags: { tags: platform.tags } }),
  };
  // The endpoint is unique to a cluster, even if another cluster gets the same name later: a new cluster gets new objects.
  const { kubeconfig, clusterEndpoint: clusterIdentifier } = platform;
  const inCluster = { provider: new KubernetesProvider("kubernetes", { kubeconfig, clusterIdentifier }) };

  // With the prefix of the platform, so that its log bucket accepts the access logs.
  const bucketName = `${platform.clusterName}-${NAME}-${accountId}`;
  const protect = config.getBoolean("teardown") !== true;
  const bucket = createBucket(NAME, { ...platform, bucketName }, { ...inAws, protect });
  const pods = { namespace, serviceAccount: NAME };
  const permissions = createPermissions(NAME, { ...platform, bucket, pods }, inAws);
  const host = config.require("host");
  createWorkload(
    NAME,
    {
      namespace,
      image: config.require("image"),
      host,
      certificateArn: requireCertificate(config.require("certificateArn"), { region, accountId }),
      environment: { BUCKET: bucketName, AWS_REGION: region },
      loadBalancerCidrs: platform.subnetCidrs.public,
    },
    { ...inCluster, dependsOn: permissions },
  );
  return { url: `https://${host}`, bucketName };
};
