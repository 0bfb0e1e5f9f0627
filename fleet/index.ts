import { providerOptions } from "../components/provider";
import { BucketFleet, type BucketFleetArgs } from "../components/storage";
import { type PlatformTagArgs, platformTags } from "../components/tagging";
import { argsFor, fleetSettings, tagSettings } from "../config";
import { loadFleetConfig } from "../config/program";

/** Creates the buckets of the stack's shards; what it returns are the stack's outputs. */
function fleet(): Promise<Record<string, unknown>> {
  // Every value below comes from Pulumi.<stack>.yaml and the inventory that it names, checked by the schemas in config/.
  const config = loadFleetConfig();
  const { platformName, environment } = config;
  const { region, accountId, organizationId, permissionsBoundaryArn } = config.aws;

  // One provider for all buckets: it refuses other accounts, and tags what a row does not tag itself.
  const tags = platformTags(argsFor<PlatformTagArgs>()(tagSettings(config.tags), { environment }));
  const ignoredTags = config.tags.ignore;
  const options = providerOptions({ region, accountId, permissionsBoundaryArn, tags, ignoredTags });

  // Fleet: for each shard a log bucket and a key, and the buckets of the inventory's rows.
  const ofFleet = { platformName, region, accountId, organizationId };
  const args = argsFor<BucketFleetArgs>()(fleetSettings(config), ofFleet);
  const { bucketNames, logBucketNames } = new BucketFleet("fleet", args, options);

  return Promise.resolve({ bucketNames, logBucketNames });
}

export = fleet;
