import { declareCommand } from "../terminal/declaration";

export const stacksCommand = declareCommand({
  name: "stacks",
  summary: "Lists the stack files to rehearse, and the stacks of each environment, as JSON for workflows.",
  needs: "nothing",
  stacks: "none",
  operands: [{ name: "stack", text: "Only this stack. Default: all stacks.", isOptional: true }],
  options: {},
  examples: ["", "dev"],
});
