import { isAbsent } from "../props";
import type { Rule } from "../rule";

export const logRules: readonly Rule[] = [
  {
    name: "log-group-retention",
    description: "Log groups set their retention",
    controls: [],
    level: "mandatory",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    // 0 retains logs without limit.
    violations: ({ retentionInDays }) =>
      isAbsent(retentionInDays) || retentionInDays === 0 ? ["Logs never expire; set retentionInDays"] : [],
  },
];
