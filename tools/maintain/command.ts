import { declareCommand } from "../terminal/declaration";

export const maintainCommand = declareCommand({
  name: "maintain",
  summary:
    "Renews a part of the repository that becomes out of date without a change of it, and prints what changed. tables: pins the newest releases of the packages behind the tables of Regions and instance types. prices: those of the Regions of the stack files, from AWS's public price list. kubernetes-calendar: ends of support by the EKS API. add-ons: versions that AWS recommends for each Kubernetes version in standard support. ami-releases: `releaseVersion` of node groups that pin one, in the stack files.",
  needs: "Python 3 with pip for tables; nothing for prices; AWS CLI and credentials for the others",
  stacks: "none",
  operands: [{ name: "part", text: "tables, prices, kubernetes-calendar, add-ons or ami-releases." }],
  options: {},
  noJson: "It writes files: the exit code and Git show the result.",
  examples: ["tables", "add-ons"],
});
