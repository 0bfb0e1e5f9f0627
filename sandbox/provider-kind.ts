import type { CloudScope } from "./cloud";
import { CloudRefusal } from "./cloud";
import type { IgnoreTags } from "./ignored-tags";
import type { CloudDiff } from "./plan";
import { diffProperties, isRecord } from "./property-diff";
import type { Props } from "./props";

/** The configuration of a simulated provider plugin. */
export interface ProviderKind {
  /** Package name, as in `PULUMI_DEBUG_PROVIDERS` and in type tokens. */
  readonly packageName: "aws" | "awsx" | "kubernetes";
  /** Version that the plugin reports: that of the SDK in use. */
  readonly version: string;
  /** Whether the plugin implements Construct; the engine then requires that it accepts secrets and resource references. */
  readonly constructs: boolean;
  configure(args: Props): CloudScope;
  diffConfiguration(olds: Props, news: Props): CloudDiff;
}

/**
 * The AWS provider: Region, default tags, and the check of `allowedAccountIds`.
 *
 * @param signedInAccountId the account that the simulated credentials belong to
 */
export function awsKind(signedInAccountId: string): ProviderKind {
  return {
    packageName: "aws",
    constructs: false,
    version: sdkVersion("@pulumi/aws"),
    configure(args) {
      const allowed = parsed(args["allowedAccountIds"]);
      if (Array.isArray(allowed) && allowed.length > 0 && !allowed.includes(signedInAccountId)) {
        throw new CloudRefusal([`AWS account ID not allowed: ${signedInAccountId}`]);
      }
      return {
        region: String(args["region"]),
        accountId: signedInAccountId,
        defaultTags: defaultTags(args),
        ignoreTags: ignoreTags(args),
      };
    },
    diffConfiguration: inPlace,
  };
}

/** awsx has no resources: its components register resources of the aws provider that they inherit. */
export function awsxKind(signedInAccountId: string): ProviderKind {
  return {
    packageName: "awsx",
    constructs: true,
    version: sdkVersion("@pulumi/awsx"),
    configure: () => ({ region: "", accountId: signedInAccountId, defaultTags: {} }),
    diffConfiguration: inPlace,
  };
}

/** The Kubernetes provider: another `clusterIdentifier` means another cluster, so every object is replaced. */
export function kubernetesKind(signedInAccountId: string): ProviderKind {
  return {
    packageName: "kubernetes",
    constructs: false,
    version: sdkVersion("@pulumi/kubernetes"),
    configure: () => ({ region: "", accountId: signedInAccountId, defaultTags: {} }),
    diffConfiguration(olds, news) {
      const diff = inPlace(olds, news);
      const replaces = diff.changes.map(({ path }) => path).filter((path) => path === "clusterIdentifier");
      return { ...diff, replaces };
    },
  };
}

function inPlace(olds: Props, news: Props): CloudDiff {
  return { changes: diffProperties(olds, news), replaces: [], deleteBeforeReplace: false };
}

function defaultTags(args: Props): Readonly<Record<string, string>> {
  const given = parsed(args["defaultTags"]);
  const tags = isRecord(given) && isRecord(given["tags"]) ? given["tags"] : {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}

function ignoreTags(args: Props): IgnoreTags {
  const given = parsed(args["ignoreTags"]);
  const list = (name: string): readonly string[] =>
    isRecord(given) && Array.isArray(given[name]) ? given[name].map(String) : [];
  return { keys: list("keys"), keyPrefixes: list("keyPrefixes") };
}

/** The SDK passes structured provider settings as JSON text. */
function parsed(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}

function sdkVersion(packageName: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the package name is a variable, and `import` cannot load JSON
  return (require(`${packageName}/package.json`) as { version: string }).version;
}
