import { declareCommand } from "../terminal/declaration";

export const smokeCommand = declareCommand({
  name: "smoke",
  summary:
    "Checks a stack after an update: that the Kubernetes API is ready, that its nodes are Ready, and that the sample workload responds. Then prints the outputs without secrets, and the SHA-256 digest of the state; in a workflow, also in the job summary. A stack without a cluster has no checks.",
  needs: "AWS CLI and credentials, Pulumi CLI, kubectl",
  stacks: "one",
  options: { json: { text: "Print the checks, the outputs without secrets and the digest as JSON." } },
  examples: ["dev", "prod --json"],
  exitCodes: { 1: "A check failed, or could not be made." },
});
