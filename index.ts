import { AccountBaseline, type AccountArgs } from "./components/account";
import { Backup, type BackupArgs } from "./components/backup";
import { Budgets, type BudgetsArgs } from "./components/budgets";
import { Cluster, type ClusterArgs, readExistingNodeGroups } from "./components/cluster";
import { FileSystems, type FileSystemsArgs } from "./components/file-systems";
import { Monitoring, type MonitoringArgs } from "./components/monitoring";
import { type ProvidedNetworkArgs, provideNetwork } from "./components/network";
import { type StackOutputs, stackOutputs } from "./components/outputs";
import { componentOptions, providerOptions, StackOverrides } from "./components/provider";
import { Resilience, type ResilienceArgs } from "./components/resilience";
import { Storage, type StorageArgs } from "./components/storage";
import { componentTags, identifyingTags, platformTags } from "./components/tagging";
import { type PlatformTagArgs, TaggingPolicy } from "./components/tagging";
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
  const options = providerOptions({ ...settings.provider, region, accountId, permissionsBoundaryArn, tags, overrides });
  const tagsOf = componentTags(settings.componentTags, { ...settings.tags, expiry: config.expiry });
  const optionsOf = componentOptions(options, tagsOf);
  const ofTagging = { platformName, tags, identifyingTags: identifyingTags(ofTags) };
  const tagging = new TaggingPolicy("tagging", ofTagging, options);

  // Storage: encryption key, buckets, log bucket, container registries.
  const ofStorage = { platformName, region, accountId, secondRegion, organizationId };
  const storage = new Storage("storage", argsFor<StorageArgs>()(settings.storage, ofStorage), optionsOf("storage"));

  // Account: protections and services that an account has once. Only stacks with their settings create them.
  const place = { platformName, region, accountId, secondRegion, tags, logBucketName: storage.logBucketName };
  const account = new AccountBaseline("account", argsFor<AccountArgs>()(settings.account, place), optionsOf("account"));

  // Network: VPC, subnets, NAT, endpoints, and flow logs, which storage may hold; or an existing VPC.
  const ofNetwork = { platformName, clusterName: platformName, region, accountId, organizationId, storage };
  const networkArgs = argsFor<ProvidedNetworkArgs>()(settings.network, ofNetwork);
  const network = provideNetwork("network", networkArgs, optionsOf("network"));

  // File systems, mounted from the private subnets of all zones, and copies of every resource with the backup tag.
  const ofFileSystems = argsFor<FileSystemsArgs>()(settings.fileSystems, { platformName, network, storage });
  const fileSystems = new FileSystems("file-systems", ofFileSystems, optionsOf("fileSystems"));
  const ofBackup = argsFor<BackupArgs>()(settings.backup, { platformName, accountId, secondRegion });
  const backup = new Backup("backup", ofBackup, optionsOf("backup"));

  // Cluster: EKS control plane, access, add-ons, node groups, and the Kubernetes baseline.
  const existingNodeGroups = await readExistingNodeGroups("cluster", config, await readState(), options);
  const site = { clusterName: platformName, region, accountId, environment, network, storage };
  const ofCluster = { ...site, existingNodeGroups, tagFanOut: tagging.fanOutWith(tagsOf.cluster) };
  const cluster = new Cluster("cluster", argsFor<ClusterArgs>()(settings.cluster, ofCluster), optionsOf("cluster"));

  // Monitoring: alarms on the components above. Budgets: notices of costs. Resilience: experiments, which alarms stop.
  const at = { platformName, region, accountId, network };
  const watched = { ...settings.audited, ...at, account, storage, fileSystems, backup, cluster };
  const ofMonitoring = argsFor<MonitoringArgs>()(settings.monitoring, watched);
  const monitoring = new Monitoring("monitoring", ofMonitoring, optionsOf("monitoring"));
  const ofBudgets = { platformName, region, identifyingTags: ofTagging.identifyingTags };
  new Budgets("budgets", argsFor<BudgetsArgs>()(settings.budgets, ofBudgets), optionsOf("budgets", monitoring));
  new Resilience("resilience", argsFor<ResilienceArgs>()(settings.resilience, at), optionsOf("resilience", monitoring));

  // Extensions: your own resources, from extensions/. Only stacks with their settings create them.
  const components = { tagging, network, storage, fileSystems, backup, cluster, monitoring };
  const extensionOutputs = createExtensions(extensions, config, components, options);

  overrides.assertApplied();
  const ofStack = { platformRecord, monthlyCost: monthlyCost(config), region, permissionsBoundaryArn };
  return stackOutputs({ ...ofStack, ...components, extensions: extensionOutputs });
};
