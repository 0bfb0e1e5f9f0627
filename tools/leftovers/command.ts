import { declareCommand, ExitCode } from "../terminal/declaration";

export const leftoversCommand = declareCommand({
  name: "leftovers",
  summary:
    "Lists AWS resources that have the tags of the stack or of its cluster and are not in Pulumi's state, in the order of deletion, each with the AWS CLI command that deletes it, and records of its external-dns in existing hosted zones. The command itself deletes nothing.",
  needs: "AWS CLI and credentials, Pulumi CLI",
  stacks: "one",
  options: { json: { text: "Print the resources as JSON: ARN, kind and command." } },
  examples: ["prod", "prod --json"],
  exitCodes: {
    [ExitCode.success]: "No such resource was found.",
    [ExitCode.failure]: "The command could not list the resources.",
    [ExitCode.remainder]: "Resources are left.",
  },
});
