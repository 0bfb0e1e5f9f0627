import { requireArgument } from "../arguments";
import { forEnvironment, onlyIn, perEnvironment } from "../environments";
import { isAbsent } from "../props";
import { ofType } from "../references";
import type { Rule } from "../rule";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const logRules: readonly Rule[] = [
  {
    name: "log-group-retention",
    description: "Log groups set their retention",
    controls: [],
    level: "mandatory",
    types: [LOG_GROUP],
    // 0 retains logs without limit.
    violations: ({ retentionInDays }) =>
      isAbsent(retentionInDays) || retentionInDays === 0 ? ["Logs never expire; set retentionInDays"] : [],
  },
  {
    name: "log-group-years",
    description: "Log groups keep records as long as the environment requires",
    controls: [],
    level: "advisory",
    configSchema: {
      properties: {
        days: perEnvironment("Shortest retention of log groups in days, by environment. Default: 365 in prod.", {
          type: "integer",
        }),
      },
    },
    stackViolations: (resources, config) => {
      const least = forEnvironment<number>("days", { prod: 365 }, resources, config) ?? 0;
      return ofType(resources, LOG_GROUP).flatMap(({ urn, props: { retentionInDays } }) =>
        typeof retentionInDays === "number" && retentionInDays > 0 && retentionInDays < least
          ? [{ urn, message: `Logs expire after ${retentionInDays} days; set retentionInDays to ${least} or more` }]
          : [],
      );
    },
  },
  onlyIn(["prod"], {
    name: "log-group-kms-key",
    description: "Log groups of prod are encrypted with a customer managed key",
    controls: [],
    level: "advisory",
    types: [LOG_GROUP],
    violations: requireArgument("kmsKeyId", "The logs are encrypted with a key of CloudWatch Logs"),
  }),
];
