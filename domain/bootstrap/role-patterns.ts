/** A stack, as far as the names of its roles depend on it. */
export interface RoleOwner {
  /** `<name>-<environment>` of the stack's own file. */
  readonly platformName: string;
  /** Extensions that create IAM roles, whose names begin with the name of the extension. */
  readonly extensions: readonly string[];
}

/** First parts of the logical names of components that create roles. Pulumi appends random digits. */
const COMPONENTS = ["account", "backup", "cluster", "network", "storage"];

/** Patterns of the names of all roles that a stack creates: by component, access roles by platform, and by extension. */
export function rolePatterns({ platformName, extensions }: RoleOwner): readonly string[] {
  return [...COMPONENTS, platformName, ...extensions].map((prefix) => `${prefix}-*`);
}
