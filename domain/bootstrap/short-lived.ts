/** Name, among the stacks of an account, of all short-lived stacks together: of their folder in the state bucket, role and key. */
export const SHORT_LIVED_STACKS = "ephemeral";

/** The GitHub environment of the job that destroys expired stacks: it needs the deploy role, and waits for no reviewer. */
export const REAPER_ENVIRONMENT = "ephemeral-reap";

/** Begins the names of the platforms of pull requests: the stack `pr-123` has the name `pr-123`. */
export const SHORT_LIVED_PREFIX = "pr-";

/** Pattern of `<name>-<environment>` of the platforms of pull requests, for the resources of IAM policies. */
export const SHORT_LIVED_PLATFORMS = `${SHORT_LIVED_PREFIX}*-ephemeral`;
