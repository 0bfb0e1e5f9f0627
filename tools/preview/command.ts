import { declareCommand, PULUMI_EXIT_CODES } from "../terminal/declaration";

export const previewCommand = declareCommand({
  name: "preview",
  summary:
    "Shows what an update would change at AWS: `pulumi preview` with the Pulumi CLI that was found. The policy pack of the project checks all resources; other packs (--policy-pack) run beside it. The command warns if an earlier update was interrupted, of which Pulumi says nothing.",
  needs: "AWS credentials, Pulumi CLI",
  stacks: "selected",
  options: {},
  passesOnTo: "preview",
  noJson: "It runs Pulumi on the terminal; `npm run report -- <stack> --real` writes the changes as JSON.",
  examples: ["dev", "--stack dev --diff"],
  exitCodes: PULUMI_EXIT_CODES,
});
