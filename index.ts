import { AccountBaseline } from "./components/account";
import { Backup } from "./components/backup";
import { Cluster, readExistingNodeGroups } from "./components/cluster";
import { FileSystems } from "./components/file-systems";
import { Governance } from "./components/governance";
import { provideNetwork } from "./components/network";
import { providerOptions } from "./components/provider";
import { Storage } from "./components/storage";
import { TaggingPolicy, platformTags } from "./components/tagging";
import { loadConfig, platformRecord, readState } from "./config";
import { monthlyCost } from "./cost";

/** Stands the platform up; what it returns are the stack's outputs. */
export = async function platform(): Promise<Record<string, unknown>> {
  // Every value below comes from Pulumi.<stack>.yaml, checked and completed in config/; so is what it would change.
  const config = await loadConfig();
  const { platformName, environment, governance } = config;
  // One provider for the whole platform: it refuses other accounts, tags whatever it creates, and bounds its roles.
  const tags = platformTags({ ...config.tags, environment });
  const options = providerOptions({ ...config.aws, tags });

  // Tagging: the resource group of the stack, and the tags in the shape of each place that default tags do not reach.
  const tagging = new TaggingPolicy("tagging", { platformName, tags }, options);

  // Account: protections that bind everything in the account; created by stacks that say so, and kept when they go.
  new AccountBaseline("account", { platformName, tags, ...config.aws, ...config.account }, options);

  // Storage: encryption key, buckets, the bucket that logs are delivered to, container registries.
  const storage = new Storage("storage", { platformName, ...config.aws, ...config.storage }, options);

  // Network: VPC, subnets, NAT, endpoints, flow logs, after storage, where these may go; or a VPC that is there already.
  const network = provideNetwork(
    "network",
    { platformName, clusterName: platformName, ...config.aws, ...config.network, storage },
    options,
  );

  // File systems: files that pods in all zones share, reached from the private subnets.
  const fileSystems = new FileSystems("file-systems", { platformName, ...config.storage, network, storage }, options);

  // Backup: copies of whatever carries the backup tag, in a vault of its own.
  const backup = new Backup("backup", { platformName, ...config.aws, ...config.backup }, options);

  // Cluster: EKS control plane, access, add-ons, node groups, and the Kubernetes baseline on top.
  const cluster = new Cluster(
    "cluster",
    {
      clusterName: platformName,
      ...config.aws,
      ...config.cluster,
      existingNodeGroups: await readExistingNodeGroups("cluster", config, await readState(), options),
      environment,
      storage,
      tagFanOut: tagging.fanOut,
      network,
    },
    options,
  );

  // Governance: who is told when something of this is not well, and what it costs.
  const watched = { network, fileSystems, backup, cluster };
  new Governance("governance", { platformName, ...config.aws, ...config.cluster, ...governance, ...watched }, options);
  return {
    platformRecord: await platformRecord(config),
    monthlyCost: monthlyCost(config),
    vpcId: network.vpcId,
    natPublicIps: network.natPublicIps,
    securityGroupIds: network.securityGroupIds,
    bucketNames: storage.bucketNames,
    replicaBucketNames: storage.replicaBucketNames,
    registryUrls: storage.registryUrls,
    volumeHandles: fileSystems.volumeHandles,
    clusterName: cluster.clusterName,
    clusterEndpoint: cluster.endpoint,
    clusterAccess: cluster.access,
    kubeconfig: cluster.kubeconfig,
  };
};
