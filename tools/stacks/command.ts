import { declareCommand } from "../terminal/declaration";

export const stacksCommand = declareCommand({
  name: "stacks",
  summary:
    "Lists the stack files to rehearse, and the stacks of each environment, as JSON for workflows. Stacks of a fleet have names such as fleet-a.",
  needs: "nothing",
  stacks: "none",
  operands: [{ name: "stack", text: "Only this stack. Default: all stacks.", isOptional: true }],
  options: {
    only: { value: "names", text: "JSON list of the names of stacks: only these. Default: all stacks." },
  },
  examples: ["", "dev", `--only '["dev","fleet-a"]'`],
});
