import { AccountBaseline, type AccountBaselineArgs } from "./components/account";
import { Backup, type BackupArgs } from "./components/backup";
import { Budgets, type BudgetsArgs } from "./components/budgets";
import { Cluster, type ClusterArgs, readExistingNodeGroups } from "./components/cluster";
import { FileSystems, type FileSystemsArgs } from "./components/file-systems";
import { Monitoring, type MonitoringArgs } from "./components/monitoring";
import { type ProvidedNetworkArgs, provideNetwork } from "./components/network";
import { type StackOutputs, stackOutputs } from "./components/outputs";
import { providerOptions, StackOverrides } from "./components/provider";
import { Storage, type StorageArgs } from "./components/storage";
import { identifyingTags, type PlatformTagArgs, TaggingPolicy, platformTags } from "./components/tagging";
import { argsFor, componentSettings } from "./config";
import { loadConfig, readState } from "./config/program";
import { monthlyCost } from "./domain/cost";
import { extensions as ownExtensions } from "./extensions";
import { createExtensions } from "./platform";

/** Stands the platform up, and the extensions on it; what it returns are the stack's outputs. */
export = async function platform(extensions = ownExtensions): Promise<StackOutputs> {
  // Every value below comes from Pulumi.<stack>.yaml, checked and completed in config/; so is what it would change.
  const { config, platformRecord } = await loadConfig({ extensions });
  const { platformName, environment, aws } = config;
  const { region, accountId, secondRegion, organizationId, permissionsBoundaryArn } = aws;
  const settings = componentSettings(config);

  // Provider: refuses other accounts, tags all that it creates, and bounds its roles. Tagging: tags that it does not set.
  const ofTags = argsFor<PlatformTagArgs>()(settings.tags, { environment });
  const tags = platformTags(ofTags);
  const overrides = new StackOverrides(config.overrides);
  const options = providerOptions({ region, accountId, permissionsBoundaryArn, tags, overrides });
  const ofTagging = { platformName, tags, identifyingTags: identifyingTags(ofTags) };
  const tagging = new TaggingPolicy("tagging", ofTagging, options);

  // Storage: encryption key, buckets, log bucket, container registries.
  const ofStorage = { platformName, region, accountId, secondRegion, organizationId };
  const storage = new Storage("storage", argsFor<StorageArgs>()(settings.storage, ofStorage), options);

  // Account: protections and services that an account has once. Only stacks with their settings create them.
  const ofPlace = { platformName, region, accountId, secondRegion, tags, logBucketName: storage.logBucketName };
  const account = new AccountBaseline("account", argsFor<AccountBaselineArgs>()(settings.account, ofPlace), options);

  // Network: VPC, subnets, NAT, endpoints, and flow logs, which storage may hold; or an existing VPC.
  const ofNetwork = { platformName, clusterName: platformName, region, accountId, organizationId, storage };
  const network = provideNetwork("network", argsFor<ProvidedNetworkArgs>()(settings.network, ofNetwork), options);

  // File systems, mounted from the private subnets of all zones, and copies of every resource with the backup tag.
  const ofFileSystems = argsFor<FileSystemsArgs>()(settings.fileSystems, { platformName, network, storage });
  const fileSystems = new FileSystems("file-systems", ofFileSystems, options);
  const ofBackup = argsFor<BackupArgs>()(settings.backup, { platformName, accountId, secondRegion });
  const backup = new Backup("backup", ofBackup, options);

  // Cluster: EKS control plane, access, add-ons, node groups, and the Kubernetes baseline.
  const existingNodeGroups = await readExistingNodeGroups("cluster", config, await readState(), options);
  const place = { clusterName: platformName, region, accountId, environment, network, storage };
  const ofCluster = { ...place, existingNodeGroups, tagFanOut: tagging.fanOut };
  const cluster = new Cluster("cluster", argsFor<ClusterArgs>()(settings.cluster, ofCluster), options);

  // Monitoring: alarms on the components above. Budgets: notifications about costs.
  const audited = { ...settings.audited, platformName, region, accountId, account };
  const watched = { ...audited, storage, network, fileSystems, backup, cluster };
  const ofMonitoring = argsFor<MonitoringArgs>()(settings.monitoring, watched);
  const monitoring = new Monitoring("monitoring", ofMonitoring, options);
  new Budgets("budgets", argsFor<BudgetsArgs>()(settings.budgets, { platformName }), options);

  // Extensions: your own resources, from extensions/. Only stacks with their settings create them.
  const components = { tagging, network, storage, fileSystems, backup, cluster, monitoring };
  const extensionOutputs = createExtensions(extensions, config, components, options);

  overrides.assertApplied();
  const ofStack = { platformRecord, monthlyCost: monthlyCost(config), region, permissionsBoundaryArn };
  return stackOutputs({ ...ofStack, ...components, extensions: extensionOutputs });
};
