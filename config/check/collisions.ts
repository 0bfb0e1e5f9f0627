import { createdServices } from "../../domain/account/services";
import { listed } from "../../domain/listed";
import { toProblem } from "../diagnostics/report";
import { edit, type Finding } from "../diagnostics/finding";
import type { Problem } from "../diagnostics/problem";
import type { PlatformConfig } from "../resolve/resolve";
import type { ConfigSource } from "../source/source";
import type { Verdict } from "./check";

/** A checked stack file. */
interface Checked {
  readonly source: ConfigSource;
  readonly verdict: Verdict;
}

/**
 * What a valid stack file has in common with others, although AWS has it once per account, or per account and Region. What
 * only notifies twice is a warning.
 */
export function collisionsWith({ source, verdict }: Checked, others: readonly Checked[]): Problem[] {
  const { config } = verdict;
  if (config === undefined) return [];
  const found = others.flatMap((other) =>
    other.verdict.config === undefined || other.source.target === source.target
      ? []
      : collisions(config, other.verdict.config, other.source.target),
  );
  return found.map((finding) => toProblem(finding, source, config));
}

/** @param name the other stack, as commands take it */
function collisions(config: PlatformConfig, other: PlatformConfig, name: string): Finding[] {
  const { platformName, aws, account } = config;
  if (aws.accountId !== other.aws.accountId) return [];
  const services = [...sharedServices(config, other, name), ...sharedNotifications(config, other, name)];
  if (aws.region !== other.aws.region) return services;
  return [
    ...services,
    ...(platformName === other.platformName
      ? [
          {
            code: "stack/platform-exists-twice",
            path: ["name"],
            message: `Stack \`${name}\` has the same name, environment, account and Region: AWS refuses the second cluster, bucket or role of one name.`,
            because: [["environment"], ["aws", "accountId"], ["aws", "region"]],
            allowed: "another name in each stack of an account and Region",
            fix: [edit("change `name` in the stack that does not exist yet")],
          } as const,
        ]
      : []),
    ...(account.baseline && other.account.baseline
      ? [
          {
            code: "account/baseline-exists-twice",
            path: ["account", "baseline"],
            message: `Stack \`${name}\` creates the baseline of the same account and Region: each update would undo the settings of the other stack.`,
            because: [
              ["aws", "accountId"],
              ["aws", "region"],
            ],
            allowed: "true in one stack per account and Region",
            fix: [edit("remove `account.baseline` from the stack that does not exist yet")],
          } as const,
        ]
      : []),
  ];
}

/** Services that both stacks create. Those of a Region can exist in each. */
function sharedServices(config: PlatformConfig, other: PlatformConfig, name: string): Finding[] {
  const ofOther = createdServices(other.account);
  const isSameRegion = config.aws.region === other.aws.region;
  return createdServices(config.account)
    .filter((service) => ofOther.includes(service) && (service.scope === "account" || isSameRegion))
    .map(({ key, name: service, scope }) => ({
      code: "account/service-exists-twice",
      path: ["account", ...key],
      message: `Stack \`${name}\` creates the ${service} too, which an account has once${scope === "account" ? "" : " per Region"}.`,
      because: [["aws", "accountId"], ...(scope === "account" ? [] : [["aws", "region"]])],
      allowed: `create in one stack per account${scope === "account" ? "" : " and Region"}, existing in the others`,
      fix: [edit(`set \`account.${key.join(".")}\` to existing in the stack that does not exist yet`)],
    }));
}

/** Budgets, the cost monitor and the events of CloudTrail belong to the account, not to a Region. */
function sharedNotifications(config: PlatformConfig, other: PlatformConfig, name: string): Finding[] {
  const { budgets, monitoring, platformName, aws } = config;
  const because = [["aws", "accountId"]];
  const isSameName = platformName === other.platformName && aws.region !== other.aws.region;
  const alarms = monitoring.trail?.alarms ?? [];
  const alarmsOfBoth = alarms.filter((alarm) => other.monitoring.trail?.alarms.includes(alarm) === true);
  const createsMonitor = [budgets, other.budgets].every(
    ({ anomalies }) => anomalies !== undefined && anomalies.monitorArn === undefined,
  );
  return [
    ...(createsMonitor
      ? [
          {
            code: "budgets/cost-monitor-exists-twice",
            path: ["budgets", "anomalies"],
            message: `Stack \`${name}\` creates the cost monitor of the same account too, and AWS refuses a second monitor of all services.`,
            because,
            allowed: "anomalies in one stack per account, or with the ARN of the monitor",
            fix: [
              edit(
                "remove `budgets.anomalies` from the stack that does not exist yet, or set `budgets.anomalies.monitorArn` there to the ARN that `aws ce get-anomaly-monitors` prints",
              ),
            ],
          } as const,
        ]
      : []),
    ...(budgets.account !== undefined && other.budgets.account !== undefined
      ? [
          {
            code: "budgets/account-budget-exists-twice",
            path: ["budgets", "account"],
            message: isSameName
              ? `Stack \`${name}\` has the same name and environment and a budget of the same account: AWS refuses the second budget of one name.`
              : `Stack \`${name}\` has a budget of the same account too, so AWS sends each notification for both.`,
            because,
            allowed: "a budget of the account in one stack per account",
            fix: [
              edit(
                "remove `budgets.account` from one of the stacks; `budgets.stack` is a budget of one stack, by its tags",
              ),
            ],
            ...(isSameName ? {} : { warning: true as const }),
          } as const,
        ]
      : []),
    ...(alarmsOfBoth.length > 0
      ? [
          {
            code: "monitoring/trail-alarms-exist-twice",
            path: ["monitoring", "trail"],
            message: `Stack \`${name}\` has alarms on the same events of the account, so each event notifies twice: ${listed(alarmsOfBoth)}.`,
            because,
            allowed: "each alarm in one stack per account",
            fix: [
              edit(
                "remove `monitoring.trail` from one of the stacks, or list other alarms in `monitoring.trail.alarms`",
              ),
            ],
            warning: true,
          } as const,
        ]
      : []),
  ];
}
