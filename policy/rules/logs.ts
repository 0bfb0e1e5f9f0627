import { isAbsent } from "../props";
import type { Rule } from "../rule";

export const logRules: readonly Rule[] = [
  {
    name: "log-group-retention",
    description: "Log groups state how long they keep their logs",
    controls: [],
    level: "mandatory",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    // 0 means for ever.
    violations: ({ retentionInDays }) =>
      isAbsent(retentionInDays) || retentionInDays === 0 ? ["keeps logs for ever; set retentionInDays"] : [],
  },
];
