import type { Codes } from "../diagnostics/code";

export const bootstrapCodes = {
  "bootstrap/no-pipeline": {
    cause: "Neither `bootstrap.github` nor `bootstrap.gitlab` is set, so no pipeline could assume the roles.",
    remedy: "Set `bootstrap.github` or `bootstrap.gitlab`.",
  },
  "bootstrap/extension-names-too-long": {
    cause:
      "The names of a stack's extensions have more characters together than the policies of its roles have room for: IAM accepts 6,144 characters.",
    remedy: "Shorten the names, or remove extensions that create no roles from `extensions`.",
  },
  "bootstrap/shared-role-prefix": {
    cause:
      "The name of the extension is too short or too common: roles of other platforms, of other tools or of the account have names that begin with it, and the deploy role could change them.",
    remedy: "Rename the extension, for example to `orders`, or remove it from `extensions` if it creates no roles.",
  },
  "bootstrap/runner-without-github": {
    cause: "`runner` runs jobs of GitHub Actions, and `bootstrap.github`, which names the repository, is not set.",
    remedy: "Set `bootstrap.github`, or remove `runner`; for GitLab, register a GitLab runner in the network.",
  },
  "bootstrap/no-stacks": {
    cause: "`bootstrap.stacks` is empty, so there would be no roles and no keys for secrets.",
    remedy: "Add a stack to `bootstrap.stacks`, or set `bootstrap.shortLivedStacks`.",
  },
  "bootstrap/overlapping-names": {
    cause:
      "Policies of a stack name its resources by `<platformName>-*`. The name of another platform begins with this prefix, so the deploy role of the first stack could change and delete buckets, alarms, topics and roles of the other one: tags do not protect all of them.",
    remedy: "Give one of the platforms another name, or use an AWS account of its own for it.",
  },
  "bootstrap/short-lived-stack-name": {
    cause:
      "With `bootstrap.shortLivedStacks`, the roles of short-lived stacks trust jobs of the GitHub environments `ephemeral` and `ephemeral-reap`. A stack with one of these names has the same folder in the state bucket, or the same environment.",
    remedy: "Rename the stack, or remove `bootstrap.shortLivedStacks`.",
  },
  "bootstrap/short-lived-names": {
    cause:
      "The deploy role of short-lived stacks may change resources whose names match `pr-*-ephemeral`. Names of this platform begin with `pr-` as well, so the pattern can match one of them, such as a bucket with the key `ephemeral`.",
    remedy:
      "Remove `bootstrap.shortLivedStacks`, and set it in the bootstrap of an AWS account for short-lived stacks.",
  },
  "bootstrap/unused-boundary": {
    cause:
      "The bootstrap creates the permissions boundary of the account's stacks, and its own roles have this boundary. `aws.permissionsBoundaryArn` of the bootstrap applies to no role.",
    remedy: "Remove `aws.permissionsBoundaryArn` here, and set it in the stack files of the platform.",
  },
} as const satisfies Codes<"bootstrap">;
