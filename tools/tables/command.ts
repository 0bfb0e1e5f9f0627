import { declareCommand } from "../terminal/declaration";

export const packagesCommand = declareCommand({
  name: "tables packages",
  summary: "Renews the tables of Regions and instance types from the pinned packages, and prints what changes.",
  needs: "Python 3.10 with pip, and network access to PyPI",
  stacks: "none",
  options: {},
  noJson: "It writes files: the exit code and Git show the result.",
  examples: [""],
  exitCodes: { 1: "A package cannot be downloaded, or its data have another form than expected." },
});

export const pricesTableCommand = declareCommand({
  name: "tables prices",
  summary:
    "Renews the prices of Regions from AWS's public price list files, and prints what changes. Bills and cost ceilings use them. The file of EC2 has hundreds of megabytes for each Region.",
  needs: "network access to pricing.us-east-1.amazonaws.com; no credentials",
  stacks: "none",
  operands: [
    {
      name: "regions",
      text: "Regions, separated by commas. Default: those of the stack files of the repository.",
      isOptional: true,
    },
  ],
  options: {},
  noJson: "It writes files: the exit code and Git show the result.",
  examples: ["", "eu-west-1,us-east-1"],
  exitCodes: { 1: "A file cannot be downloaded, or has another form than expected. No table is written." },
});
