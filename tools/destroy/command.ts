import { declareCommand, ExitCode, PULUMI_EXIT_CODES } from "../terminal/declaration";

export const destroyCommand = declareCommand({
  name: "destroy",
  summary:
    "Stops if an earlier update was interrupted. Previews the destroy, asks for confirmation, deletes the AWS resources that controllers created for the cluster (load balancers, volumes, nodes of Karpenter), and then destroys the stack with `pulumi destroy`. To run Pulumi's own destroy with all its options: `npm run pulumi -- destroy`.",
  needs: "AWS CLI and credentials, kubectl, Pulumi CLI",
  stacks: "one",
  options: {
    yes: { short: "y", text: "Do not ask for confirmation." },
    "non-interactive": { text: "Ask nothing, and print no interactive progress, as in CI. Needs --yes." },
    "cluster-gone": {
      text: "The cluster was already deleted outside of Pulumi: remove its Kubernetes objects from Pulumi's state, and destroy the remaining resources. Then run npm run leftovers.",
    },
  },
  noJson: "It runs Pulumi on the terminal; `npm run report -- <stack> --real` writes the changes as JSON.",
  examples: ["dev", "--stack dev --yes --non-interactive"],
  exitCodes: {
    [ExitCode.failure]: "The command failed, or the destroy was not confirmed.",
    ...PULUMI_EXIT_CODES,
    [ExitCode.remainder]: "Kubernetes objects are left after 20 minutes, so the stack was not destroyed.",
  },
});
