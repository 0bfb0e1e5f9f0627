import { declareCommand, ExitCode } from "../terminal/declaration";

export const unlockCommand = declareCommand({
  name: "unlock",
  summary:
    "Shows who holds the locks of a stack, since when, and whether that update still runs. Removes, after a confirmation, only locks of updates that have ended: their process no longer exists on this machine, or their run of GitHub Actions has completed. Works for state in a folder and in S3; for Pulumi Cloud, use `npm run pulumi -- cancel`.",
  needs: "Pulumi CLI; AWS CLI and credentials for S3; `gh` or GITHUB_TOKEN for runs of GitHub Actions",
  stacks: "one",
  options: {
    yes: { short: "y", text: "Do not ask for confirmation." },
    host: {
      value: "name",
      text: "Also remove your own locks that were created on this other machine. Make sure that no update runs there.",
    },
  },
  noJson: "It asks before it removes a lock; `npm run doctor -- <stack> --json` lists the locks.",
  examples: ["dev", "prod --yes", "dev --host old-laptop"],
  exitCodes: {
    [ExitCode.success]: "The stack is not locked, or its locks were removed.",
    [ExitCode.failure]: "The locks cannot be read, or removing them was not confirmed.",
    [ExitCode.remainder]: "A lock is left, because its update runs or may run.",
  },
});
