import { declareCommand } from "../terminal/declaration";

export const stacksCommand = declareCommand({
  name: "stacks",
  summary:
    "Lists the stacks, with the names that GitHub environments and repository variables use, and the stack files to rehearse. Stacks of a fleet have names such as fleet-a.",
  needs: "nothing; Git with --since",
  stacks: "none",
  operands: [{ name: "stack", text: "Only this stack. Default: all stacks.", isOptional: true }],
  options: {
    only: { value: "names", text: "JSON list of the names of stacks: only these. Default: all stacks." },
    since: {
      value: "revision",
      text: "Leave out the examples of the project that no change since this Git revision concerns: neither their files nor the program changed. Default: list all examples.",
    },
    format: {
      value: "format",
      choices: ["text", "json", "github"],
      text: "github: each list as an output of a workflow job, `name=JSON` on one line. Default: text.",
    },
    json: { text: "The same as --format json." },
  },
  examples: ["", "dev --format json", `--only '["dev","fleet-a"]' --format github`, "--since HEAD^1 --format github"],
});
