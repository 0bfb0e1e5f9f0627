import { declareCommand } from "../tools/terminal/declaration";
import { bind, runCommands } from "../tools/terminal/execute";
import { benchChange } from "./change";
import { benchConfig } from "./config";
import { benchFleet } from "./fleet";
import { benchPolicy } from "./policy";
import { benchPreview } from "./preview";
import { benchReport } from "./report";

const preview = declareCommand({
  name: "bench preview",
  summary: "Times stacks of prod against a flat program with the same resources, and against an empty one.",
  needs: "Pulumi CLI or Go",
  stacks: "none",
  options: {},
  examples: [""],
});

const config = declareCommand({
  name: "bench config",
  summary:
    "Times the check of stack files with many errors against ones with a quarter, and the start of `config validate` and `config --help` against that of an empty program.",
  needs: "nothing",
  stacks: "none",
  options: {},
  examples: [""],
});

const fleet = declareCommand({
  name: "bench fleet",
  summary: "Times a fleet of buckets against the same resources without components, and against a larger fleet.",
  needs: "Pulumi CLI or Go",
  stacks: "none",
  operands: [
    { name: "buckets", text: "Buckets of the fleet. Default: 1000.", isOptional: true },
    { name: "more buckets", text: "Buckets of the larger fleet. Default: 5000.", isOptional: true },
  ],
  options: {},
  examples: ["", "250 1000"],
});

const change = declareCommand({
  name: "bench change",
  summary: "Times the rehearsal of a change of prod against its preview and its update.",
  needs: "Pulumi CLI or Go",
  stacks: "none",
  options: {},
  examples: [""],
});

const policy = declareCommand({
  name: "bench policy",
  summary: "Times the preview of prod with the policy pack against the preview without it.",
  needs: "Pulumi CLI or Go",
  stacks: "none",
  options: {},
  examples: [""],
});

const report = declareCommand({
  name: "bench report",
  summary: "Times the report of 5,000 changes, and measures its memory.",
  needs: "nothing",
  stacks: "none",
  options: {},
  examples: [""],
});

runCommands("bench", [
  bind(preview, () => benchPreview()),
  bind(change, () => benchChange()),
  bind(report, () => benchReport()),
  bind(config, () => benchConfig()),
  bind(policy, () => benchPolicy()),
  bind(fleet, ({ operands: [small = "1000", large = "5000"] }) => benchFleet(Number(small), Number(large))),
]);
