/** A stack, as far as the names of its roles depend on it. */
export interface RoleOwner {
  /** `<name>-<environment>` of the stack's own file. */
  readonly platformName: string;
  /** Extensions that create IAM roles, whose names begin with the name of the extension. */
  readonly extensions: readonly string[];
}

/** Environment of a stack, with which its resources are tagged. */
export function environmentOf({ platformName }: Pick<RoleOwner, "platformName">): string {
  return platformName.split("-").at(-1) ?? "";
}

/** Logical names of the components' roles. They do not contain the name of the platform. */
const COMPONENT_ROLES = [
  // The roles of registry templates and of the trail.
  "account-*-role",
  // The roles of backups and of restore tests.
  "backup-*role",
  "cluster-*-role",
  // Roles of `cluster.extraAddons`, whose long names end with a hash.
  "cluster-*.*",
  "monitoring-*-role",
  "network-flow-logs",
  "resilience-*",
  "storage-replicas-*",
];
/** What Pulumi appends to a logical name: a hyphen and seven random digits. */
const RANDOM_DIGITS = "-???????";

/** Patterns of the names of the components' roles. */
export const COMPONENT_ROLE_PATTERNS = COMPONENT_ROLES.map((logicalName) => `${logicalName}${RANDOM_DIGITS}`);

/** Patterns of the names of all roles that a stack creates: by component, access roles by platform, and by extension. */
export function rolePatterns(owner: RoleOwner): readonly string[] {
  return [...COMPONENT_ROLE_PATTERNS, ...prefixPatterns(owner)];
}

/** Patterns of names that begin with the name of the platform or of an extension. */
export function prefixPatterns({ platformName, extensions }: RoleOwner): readonly string[] {
  return [platformName, ...extensions].map((prefix) => `${prefix}-*`);
}

/**
 * Characters of the names of all extensions of a stack together: the boundary and the deploy policies, which contain them,
 * may have 6,144 characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const EXTENSION_NAMES_LENGTH = 150;

/** Prefixes that roles of other tools or of every platform have. */
const SHARED_PREFIXES = [
  "account",
  "admin",
  "aws",
  "backup",
  "bootstrap",
  "cdk",
  "cluster",
  "monitoring",
  "network",
  "resilience",
  "storage",
];
const SHORTEST_PREFIX = 3;

/** Whether roles of others than the extension have names that begin with its name. */
export function isSharedPrefix(extension: string, platformNames: readonly string[]): boolean {
  return (
    extension.length < SHORTEST_PREFIX ||
    SHARED_PREFIXES.includes(extension) ||
    platformNames.some((platformName) => platformName.startsWith(`${extension}-`))
  );
}
