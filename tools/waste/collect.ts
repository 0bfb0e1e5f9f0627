import type { Resource } from "../../domain/waste/resources";
import { ToolError } from "../terminal/tool";
import type { Scope, Skip } from "./ask";
import { readAddresses, readImages, readInstances, readNetworkInterfaces, readSnapshots, readVolumes } from "./compute";
import { readLoadBalancers } from "./load-balancers";
import { readSecrets } from "./secrets";
import { type OldObjects, readBuckets, readObjects } from "./storage";

/** What was read, and what could not be. */
export interface Collected {
  readonly resources: readonly Resource[];
  readonly skipped: readonly { readonly what: string; readonly why: string }[];
}

type Reader = (scope: Scope, skip: Skip) => Promise<readonly Resource[]>;

const READERS: Readonly<Record<string, Reader>> = {
  instances: readInstances,
  volumes: readVolumes,
  addresses: readAddresses,
  "load balancers": readLoadBalancers,
  "network interfaces": readNetworkInterfaces,
  snapshots: readSnapshots,
  images: readImages,
  buckets: readBuckets,
  secrets: readSecrets,
};

/** Errors of the AWS CLI after which nothing more can be read, unlike a permission that is missing. */
const EXPIRED =
  /ExpiredToken|RequestExpired|[Tt]oken has expired|InvalidClientTokenId|UnrecognizedClient|Unable to locate credentials/;

/**
 * Reads the resources of the account in the Region. A kind that the credentials may not read is skipped.
 * Credentials that expire meanwhile are an error: most kinds would be missing.
 *
 * @param objects `budgets.waste.objects`
 * @throws ToolError if nothing could be read, or if the credentials expired
 */
export async function collect(objects: readonly OldObjects[], scope: Scope): Promise<Collected> {
  const readers = [
    ...Object.entries(READERS),
    ...objects.map((entry) => [`objects of ${entry.bucket}`, async () => [await readObjects(entry, scope)]] as const),
  ];
  const resources: Resource[] = [];
  const skipped: Collected["skipped"][number][] = [];
  const skip: Skip = (what, why) => skipped.push({ what, why });
  let unread = 0;
  for (const [what, read] of readers) {
    try {
      resources.push(...(await read(scope, skip)));
    } catch (error) {
      if (!(error instanceof ToolError) || EXPIRED.test(error.message)) throw error;
      skip(what, error.message);
      unread += 1;
    }
  }
  if (unread === readers.length) {
    throw new ToolError(`The AWS CLI can read nothing in ${scope.region}. ${skipped[0]?.why ?? ""}`);
  }
  return { resources, skipped };
}
