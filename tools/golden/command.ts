import { declareCommand } from "../terminal/declaration";

export const goldenCommand = declareCommand({
  name: "golden",
  summary: "Writes the graph of stacks of the repository to `golden/<stack>.json`, by default of those that have one.",
  needs: "nothing",
  stacks: "all",
  options: {},
  examples: ["", "dev"],
});
