import { declareCommand } from "../terminal/declaration";

export const upgradeCommand = declareCommand({
  name: "upgrade",
  summary:
    "Merges a release of Groundwork from the Git remote `upstream` into this repository, keeps the files that belong to you, and rehearses what changes in every stack. It commits nothing.",
  needs: "Git, Pulumi CLI or Go",
  stacks: "none",
  operands: [{ name: "version", text: "Version of the release. Default: the newest one.", isOptional: true }],
  options: {},
  noJson: "It changes the work tree: the exit code and Git show the result.",
  examples: ["", "0.2.0"],
});
