import { STATE_OPTIONS } from "../inventory/command";
import { declareCommand } from "../terminal/declaration";
import { VERDICTS } from "./evidence";

export const FORMATS = ["table", "csv", "json", "markdown", "html"] as const;

export const controlsCommand = declareCommand({
  name: "controls",
  summary:
    "Judges the controls of security frameworks in a stack by its state: met, excepted, waived until a day, failing, undecided or not applicable, each with rule, resources and reason. The rules and waivers are those of the policy pack.",
  needs: "Pulumi CLI and access to the backend, unless --state or --rehearse is given; with --scan Python",
  stacks: "one",
  options: {
    ...STATE_OPTIONS,
    framework: { value: "text", text: "Only frameworks whose name contains this text, such as EKS." },
    verdict: {
      value: "verdict",
      choices: VERDICTS,
      text: "Only controls with this verdict.",
    },
    scan: {
      text: "Compare with Checkov, a scanner by another project: each of its remarks must belong to a control that is waived, excepted or not applicable, or be a known error of Checkov.",
    },
    format: { value: "format", choices: FORMATS, text: "table, csv, json, markdown, or html: a page. Default: table." },
    json: { text: "The same as --format json." },
  },
  examples: ["prod --rehearse", "prod --format html", "staging --verdict failing", "prod --rehearse --scan"],
  exitCodes: {
    1: "A control that must or should be met is failing, Checkov has another remark, or the state cannot be read.",
  },
});
