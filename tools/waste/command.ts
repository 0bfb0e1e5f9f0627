import { FORMATS } from "../inventory/command";
import { declareCommand, ExitCode } from "../terminal/declaration";

export const wasteCommand = declareCommand({
  name: "waste",
  summary:
    "Lists what the stack and its cluster probably do not need, with its monthly price: idle instances, unattached volumes, addresses and network interfaces, load balancers without targets, old snapshots and images, stale buckets and objects, secrets whose rotation is overdue. Untagged and temporary resources of the account in the Region of the stack are listed apart. What the credentials may not read is skipped, with the reason. The command changes nothing without --apply, and with it only what `budgets.waste.stop` lists.",
  needs: "AWS CLI and credentials; with --apply also the Pulumi CLI and access to the backend",
  stacks: "one",
  options: {
    apply: {
      text: "Stop or delete what `budgets.waste.stop` lists, if it has the tags of the stack and nothing else manages it. Asks for confirmation. A volume is deleted after a snapshot of it is complete.",
    },
    yes: { short: "y", text: "With --apply: do not ask for confirmation." },
    format: { value: "format", choices: FORMATS, text: "table, csv, json or markdown. Default: table." },
    json: { text: "The same as --format json." },
    output: { value: "folder", text: "Also write waste.json and waste.md to this folder." },
  },
  examples: ["dev", "dev --format markdown", "prod --json", "dev --apply"],
  exitCodes: {
    [ExitCode.success]: "No waste was found in what could be read, or --apply left none.",
    [ExitCode.failure]:
      "Nothing could be read, the credentials expired, a resource could not be stopped or deleted, or --apply was not confirmed.",
    [ExitCode.remainder]: "Waste was found, or --apply left some.",
  },
});
