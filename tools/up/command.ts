import { declareCommand, PULUMI_EXIT_CODES } from "../terminal/declaration";

export const upCommand = declareCommand({
  name: "up",
  summary:
    "Updates a stack at AWS. Before the update, the command stops if an earlier update was interrupted (locks, pending operations), checks that this machine can connect to the Kubernetes API of the stack's cluster, shows the preview, and stops if the update violates a mandatory rule of the policy pack, or deletes or replaces more than the limits allow; other packs (--policy-pack) run beside that of the project. Then it asks for confirmation and runs `pulumi up`. After an update that failed, it rolls back failed rollouts of the sample workload, if kubectl is on PATH.",
  needs: "AWS credentials, Pulumi CLI",
  stacks: "selected",
  options: {
    approved: {
      value: "file",
      text: "fingerprint.json of the approved `npm run report -- <stack> --real`. Before the update, the command previews the stack again, and stops if the update would make other changes. Of Pulumi's options, only those are accepted that change neither the stack nor the update, such as --yes and --parallel.",
    },
    "allow-deletes": {
      value: "number",
      text: "Accept that the update deletes or replaces up to this number of resources, over the limits of change-limits.yaml, and old objects of an interrupted replacement.",
    },
  },
  passesOnTo: "up",
  noJson: "It runs Pulumi on the terminal; `npm run report -- <stack> --real` writes the changes as JSON.",
  examples: [
    "dev",
    "--stack dev --yes --non-interactive",
    "prod --approved fingerprint.json --yes",
    "dev --allow-deletes 9",
  ],
  exitCodes: {
    ...PULUMI_EXIT_CODES,
    1: "The update failed, was not confirmed, is not the approved one, or was refused before it started.",
  },
});
