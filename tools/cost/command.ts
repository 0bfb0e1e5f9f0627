import { declareCommand } from "../terminal/declaration";

export const FORMATS = ["table", "csv", "json"] as const;

export const costCommand = declareCommand({
  name: "cost",
  summary:
    "Prints what stacks cost a month, as far as their stack files determine it: lines, sums, parts without a known price, and the Region and dates of the prices. Several stacks are compared side by side. With --since, the costs are compared with those of the stack files of a Git revision, at today's prices and by today's rules.",
  needs: "nothing; with --since Git",
  stacks: "several",
  options: {
    since: {
      value: "revision",
      text: "Git revision whose stack files are compared. merge-base: the last commit that the work tree and the default branch have in common.",
    },
    format: { value: "format", choices: FORMATS, text: "table, csv or json. Default: table." },
    json: { text: "The same as --format json." },
  },
  examples: ["dev", "dev staging prod", "prod --since main", "dev prod --format csv"],
  exitCodes: { 1: "A stack file has errors or encrypted values, so its costs are unknown." },
});
