import type { Codes } from "../diagnostics/code";

export const bootstrapCodes = {
  "bootstrap/no-pipeline": {
    cause: "Neither `bootstrap.github` nor `bootstrap.gitlab` is set, so no pipeline could assume the roles.",
    remedy: "Set `bootstrap.github` or `bootstrap.gitlab`.",
  },
  "bootstrap/no-stacks": {
    cause: "`bootstrap.stacks` is empty, so there would be no roles and no keys for secrets.",
    remedy: "Add a stack to `bootstrap.stacks`.",
  },
  "bootstrap/unused-boundary": {
    cause:
      "The bootstrap creates the permissions boundary of the account's stacks, and its own roles have this boundary. `aws.permissionsBoundaryArn` of the bootstrap applies to no role.",
    remedy: "Remove `aws.permissionsBoundaryArn` here, and set it in the stack files of the platform.",
  },
} as const satisfies Codes<"bootstrap">;
