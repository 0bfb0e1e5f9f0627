import type { Codes } from "../diagnostics/code";

export const overridesCodes = {
  "overrides/unknown-type": {
    cause: "The AWS provider of this release has no resource of this type, so the override would change nothing.",
    remedy: "Copy the type from `pulumi preview --diff`.",
  },
  "overrides/unknown-argument": {
    cause: "The resource type has no argument of this name, so the provider would refuse or ignore it.",
    remedy: "Use an argument of the resource type, as the Pulumi Registry lists them.",
  },
  "overrides/wrong-argument-type": {
    cause: "The value does not have the type of the argument, so the provider would refuse it.",
    remedy: "Change the value to the type that the report names.",
  },
} as const satisfies Codes<"overrides">;
