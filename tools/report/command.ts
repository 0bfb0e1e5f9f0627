import { declareCommand } from "../terminal/declaration";

export const reportCommand = declareCommand({
  name: "report",
  summary:
    "Reports what a change does to each stack: as Markdown for a pull request, as a page, and as JSON. By default, the command rehearses the change in a simulated cloud, without an AWS account and without credentials: it creates each stack with the program and the stack file of an earlier revision, and previews its update to those of the work tree.",
  needs: "Pulumi CLI or Go; with --real also AWS credentials",
  stacks: "several",
  options: {
    real: {
      text: "Preview the stacks in their backend at AWS instead, and compare their states with AWS.",
    },
    since: {
      value: "revision",
      text: "Git revision that the rehearsal starts from, and whose costs are compared. Default: merge-base, the last commit that the work tree and the default branch have in common.",
    },
    labels: {
      value: "labels",
      text: "Labels of the pull request, separated by commas. change-limits.yaml names the label that allows deletions; without the file, it is allow-deletes.",
    },
    output: {
      value: "folder",
      text: "Folder of comment.md, page.md, page.html, report.json and fingerprint.json. Default: .cache/report.",
    },
  },
  noJson: "It writes report.json to the folder of --output.",
  examples: ["dev", "dev prod --since v1.2.0", "prod --real --labels allow-deletes --output reports/prod"],
  exitCodes: {
    1: "A change is refused by a policy, a protection or a limit, a preview failed, or a stack file has errors.",
    7: "Resources change.",
  },
});
