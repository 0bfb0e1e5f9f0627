import { declareCommand, PULUMI_EXIT_CODES } from "../terminal/declaration";

export const upCommand = declareCommand({
  name: "up",
  summary:
    "Updates a stack at AWS: `pulumi up` with the Pulumi CLI that was found. A violation of a mandatory rule of the policy pack stops it; other packs (--policy-pack) run beside it. Before the update, the command checks that this machine can connect to the Kubernetes API of the stack's cluster. After an update that failed, it rolls back failed rollouts of the sample workload, if kubectl is on PATH.",
  needs: "AWS credentials, Pulumi CLI",
  stacks: "selected",
  options: {
    approved: {
      value: "file",
      text: "fingerprint.json of the approved `npm run report -- <stack> --real`. Before the update, the command previews the stack again, and stops if the update would make other changes. Of Pulumi's options, only those are accepted that change neither the stack nor the update, such as --yes and --parallel.",
    },
  },
  passesOnTo: "up",
  examples: ["dev", "--stack dev --yes --non-interactive", "prod --approved fingerprint.json --yes"],
  exitCodes: { ...PULUMI_EXIT_CODES, 1: "The update failed, or is not the approved one." },
});
