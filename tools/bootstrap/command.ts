import { declareCommand, PULUMI_EXIT_CODES } from "../terminal/declaration";

export const bootstrapCommand = declareCommand({
  name: "bootstrap",
  summary:
    "Creates or updates what pipelines need once per AWS account, from a stack file in the folder bootstrap: OIDC providers, roles, the state bucket and KMS keys for secrets. Prints the commands that configure GitHub or GitLab. The first state is a local file; --move-state moves it into the state bucket.",
  needs: "AWS credentials of an administrator, Pulumi CLI",
  stacks: "one",
  options: {
    "move-state": {
      text: "Move the local state of the bootstrap into the state bucket that it created, and encrypt its secrets with the KMS key of the bucket.",
    },
  },
  passesOnTo: "up",
  noJson: "It runs Pulumi on the terminal; `npm run pulumi -- stack output --json --cwd bootstrap` prints the outputs.",
  examples: ["bootstrap/Pulumi.example.yaml --yes", "bootstrap/Pulumi.example.yaml --move-state"],
  exitCodes: PULUMI_EXIT_CODES,
});
