import { declareCommand, ExitCode } from "../terminal/declaration";

export const reapCommand = declareCommand({
  name: "reap",
  summary:
    "Lists the stacks of the backend, and which of them have expired: those whose resources have the tag ExpiresOn of a past day, unless their stack file says a later one. With --yes, the command destroys them with all of their data, as `npm run destroy` does, lists leftovers, and removes the stacks from the backend. It never destroys a stack without that tag.",
  needs: "Pulumi CLI; with --yes also AWS CLI, credentials and kubectl",
  stacks: "none",
  options: {
    yes: { short: "y", text: "Destroy the stacks that have expired. Default: only list them." },
    json: { text: "Print the list as JSON; not with --yes." },
  },
  examples: ["", "--yes", "--json"],
  exitCodes: {
    [ExitCode.failure]: "The stacks could not be listed, or one could not be destroyed.",
    [ExitCode.remainder]:
      "The stacks are destroyed, and resources are left, or Kubernetes objects prevent the destroy.",
  },
});
