import { declareCommand } from "../terminal/declaration";

export const driftCommand = declareCommand({
  name: "drift",
  summary:
    "Compares the state of each stack with AWS, and lists what was changed outside of Pulumi: each property with both values, whether it matters for security or costs, whether an update that refreshes first reverts it, and who wrote to the resource, as the event history of CloudTrail has it. Changes nothing, and takes no lock.",
  needs: "AWS credentials, Pulumi CLI; for the event history the AWS CLI",
  stacks: "several",
  options: {
    format: {
      value: "format",
      choices: ["terminal", "markdown", "json"],
      text: "terminal, markdown or json. Default: terminal.",
    },
    json: { text: "The same as --format json." },
    output: { value: "folder", text: "Also write drift.json and drift.md to this folder." },
  },
  examples: ["dev", "dev prod --format json", "prod --output drift"],
  exitCodes: {
    0: "Nothing has drifted, or only what is expected to, such as the size of a node group.",
    1: "A state could not be compared with AWS.",
    7: "Resources have drifted.",
  },
});
