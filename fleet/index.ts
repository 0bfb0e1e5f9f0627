import { providerOptions } from "../components/provider";
import { BucketFleet } from "../components/storage";
import { platformTags } from "../components/tagging";
import { loadFleetConfig } from "../config";

/** Creates the buckets of the stack's shards; what it returns are the stack's outputs. */
function fleet(): Promise<Record<string, unknown>> {
  // Every value below comes from Pulumi.<stack>.yaml and the inventory that it names, checked by the schemas in config/.
  const config = loadFleetConfig();
  const { platformName } = config;

  // One provider for all buckets: it refuses other accounts, and tags what a row does not tag itself.
  const tags = platformTags({ ...config.tags, environment: config.environment });
  const options = providerOptions({ ...config.aws, tags });

  // Fleet: for each shard a log bucket and a key, and the buckets of the inventory's rows.
  const { bucketNames, logBucketNames } = new BucketFleet(
    "fleet",
    { platformName, ...config.aws, ...config.fleet },
    options,
  );

  return Promise.resolve({ bucketNames, logBucketNames });
}

export = fleet;
