import { declareCommand } from "../terminal/declaration";

const NEEDS = "GITHUB_TOKEN and GITHUB_REPOSITORY";

export const environmentsCommand = declareCommand({
  name: "github environments",
  summary:
    "Checks that the GitHub environments of the stacks exist and are protected, before a deployment uses them, and that the run is on the default branch.",
  needs: `${NEEDS}, with actions: read`,
  stacks: "none",
  operands: [
    { name: "stack", text: "Only this stack, as `npm run stacks` names it. Default: all stacks.", isOptional: true },
  ],
  options: {
    only: { value: "names", text: "JSON list of the names of stacks: only these. Default: all stacks." },
  },
  noJson: "It is a step of a workflow, which reads the exit code.",
  examples: ["", "prod", `--only '["dev","prod"]'`],
  exitCodes: { 1: "An environment is missing or unprotected, or the branch is not the default branch." },
});

export const labelsCommand = declareCommand({
  name: "github labels",
  summary:
    "Prints the labels of the merged pull request of a commit, as the output `labels` of a workflow job, for `npm run report -- … --labels`. The workflow sets GITHUB_SHA to the commit.",
  needs: `${NEEDS}, with pull-requests: read`,
  stacks: "none",
  options: {},
  examples: [""],
});

export const noticeCommand = declareCommand({
  name: "github notice",
  summary:
    "Opens an issue for a failed run of a workflow, renews it if it is open, and closes it after a run that succeeded. The workflow sets RESULTS to its `needs` context.",
  needs: `${NEEDS}, with issues: write`,
  stacks: "none",
  operands: [
    { name: "subject", text: "What the workflow does: deployment, maintenance, reaper, or drift check in quotes." },
  ],
  options: {},
  noJson: "It is a step of a workflow, which reads the exit code.",
  examples: ["deployment"],
});

export const driftIssuesCommand = declareCommand({
  name: "github drift",
  summary:
    "Keeps one issue for each stack that has drifted: opens it, renews it when the drift changes, and closes it when nothing has drifted any more.",
  needs: `${NEEDS}, with issues: write`,
  stacks: "none",
  operands: [
    {
      name: "folder",
      text: "Folder with the drift.json of `npm run drift`, or with one folder for each job.",
    },
  ],
  options: {},
  noJson: "It is a step of a workflow, which reads the exit code.",
  examples: ["drift"],
});

export const wasteIssuesCommand = declareCommand({
  name: "github waste",
  summary:
    "Keeps one issue for each stack with waste: opens it, renews it when the waste changes, and closes it when none is found.",
  needs: `${NEEDS}, with issues: write`,
  stacks: "none",
  operands: [
    {
      name: "folder",
      text: "Folder with the waste.json of `npm run waste`, or with one folder for each job.",
    },
  ],
  options: {},
  noJson: "It is a step of a workflow, which reads the exit code.",
  examples: ["waste"],
});

export const proposeCommand = declareCommand({
  name: "github propose",
  summary:
    "Pushes the changes of the work tree to the branch maintenance/<subject>, and opens a pull request for it unless it is open. Without changes, the command does nothing.",
  needs: `${NEEDS}, with contents: write and pull-requests: write`,
  stacks: "none",
  operands: [{ name: "subject", text: "What is newer, such as add-ons." }],
  options: {},
  examples: ["add-ons"],
});

export const branchProtectionCommand = declareCommand({
  name: "github branch-protection",
  summary:
    "Checks that the default branch requires a review and the check `required`, and refuses force pushes and deletion.",
  needs: NEEDS,
  stacks: "none",
  options: {},
  noJson: "It is a step of a workflow, which reads the exit code.",
  examples: [""],
  exitCodes: { 1: "A rule is missing." },
});
