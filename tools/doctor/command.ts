import { declareCommand, ExitCode } from "../terminal/declaration";

export const doctorCommand = declareCommand({
  name: "doctor",
  summary:
    "Checks this machine and stacks before an update: versions of tools, clock, AWS credentials and how long they are valid, account, Region, access to the cluster, quotas, state backend, secrets provider, locks, operations that an interrupted update left, and protection on GitHub. What cannot be checked is skipped, with the reason. Changes nothing.",
  needs: "nothing; checks at AWS need the AWS CLI and credentials, those of GitHub `gh` or GITHUB_TOKEN",
  stacks: "all",
  options: { json: { text: "Print the findings as JSON." } },
  examples: ["", "dev", "prod --json"],
  exitCodes: {
    [ExitCode.success]: "No check failed. Warnings and skipped checks are no failure.",
    [ExitCode.failure]: "A check failed.",
  },
});
