import { declareCommand } from "../terminal/declaration";

export const commentCommand = declareCommand({
  name: "comment",
  summary:
    "Shows preview reports in the one comment of a pull request on GitHub or of a merge request on GitLab: creates the comment, or edits it. Run it in a workflow, which sets the environment variables that the command reads: GITHUB_REPOSITORY, GITHUB_EVENT_PATH and GITHUB_TOKEN, or CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID and GITLAB_TOKEN.",
  needs: "a token that may write comments",
  stacks: "none",
  operands: [
    { name: "folder", text: "Folder with the report.json of `npm run report`, or with one folder for each job." },
  ],
  options: {},
  noJson: "It writes a comment at GitHub or GitLab: the exit code shows the result.",
  examples: ["reports"],
});
