import { declareCommand } from "../terminal/declaration";

export const goldenCommand = declareCommand({
  name: "golden",
  summary: "Writes the graph of stacks of the repository to `golden/<stack>.json`, by default of those that have one.",
  needs: "nothing",
  stacks: "all",
  options: {},
  noJson: "It writes files: the exit code and Git show the result.",
  examples: ["", "dev"],
});
