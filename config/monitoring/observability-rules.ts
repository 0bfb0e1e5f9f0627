import { parseArn } from "../../domain/iam/arn";
import { listed } from "../../domain/listed";
import { REPORT_SECONDS } from "../../domain/monitoring/canary";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const TRAIL: Path = ["monitoring", "trail"];
const SLOS: Path = ["monitoring", "slos"];
const CANARIES: Path = ["monitoring", "canaries"];
const LOGS: Path = ["monitoring", "logs"];

/** The topics are created with `monitoring.alarms`. */
const alarmsHaveTopics: Rule = function* ({ monitoring }) {
  if (monitoring === undefined || monitoring.alarms !== undefined) return;
  const paths: readonly Path[] = [
    ...(monitoring.trail === undefined ? [] : [TRAIL]),
    ...Object.keys(monitoring.slos).map((key) => [...SLOS, key]),
    ...Object.keys(monitoring.canaries).map((key) => [...CANARIES, key]),
    ...Object.keys(monitoring.logs.metricFilters).map((key) => [...LOGS, "metricFilters", key]),
  ];
  for (const path of paths) {
    yield {
      code: "monitoring/alarms-without-topics",
      path,
      message: "The setting creates alarms, and without `monitoring.alarms` there is no topic to which they publish.",
      because: [["monitoring", "alarms"]],
      allowed: "no such setting, or monitoring.alarms with an email address",
      fix: [edit("set `monitoring.alarms.emails` to the addresses that receive notifications, or remove the setting")],
    };
  }
};

const trailHasALogGroup: Rule = function* ({ monitoring, account }) {
  if (monitoring?.trail === undefined || account === undefined) return;
  const { trail, logGroupRetentionDays } = account.cloudTrail;
  const creates = trail === "create" && logGroupRetentionDays !== undefined;
  if (monitoring.trail.logGroupName !== undefined || creates) return;
  yield {
    code: "monitoring/trail-without-log-group",
    path: TRAIL,
    message: "The alarms read the log group of a trail, and the stack creates none.",
    because: [["account", "cloudTrail"]],
    allowed: "logGroupName of an existing trail, or account.cloudTrail with trail create and logGroupRetentionDays",
    fix: [
      edit(
        "set `monitoring.trail.logGroupName` to the log group of the account's trail, or let the stack create one: `account.cloudTrail.trail` create, and `account.cloudTrail.logGroupRetentionDays`",
      ),
    ],
  };
};

/** With both, the log group of the stack's own trail has no effect on the alarms. */
const trailIsUnambiguous: Rule = function* ({ monitoring, account }) {
  if (monitoring?.trail?.logGroupName === undefined || account === undefined) return;
  const { trail, logGroupRetentionDays } = account.cloudTrail;
  if (trail !== "create" || logGroupRetentionDays === undefined) return;
  const path: Path = [...TRAIL, "logGroupName"];
  yield {
    code: "monitoring/trail-has-two-log-groups",
    path,
    message: "The stack creates a trail with a log group, and the alarms would read another one.",
    because: [["account", "cloudTrail"]],
    allowed: "no logGroupName, or account.cloudTrail.trail existing",
    fix: [remove(path)],
  };
};

const sloHasOneTarget: Rule = function* ({ monitoring }) {
  for (const [key, { loadBalancer, canary }] of Object.entries(monitoring?.slos ?? {})) {
    if ((loadBalancer === undefined) !== (canary === undefined)) continue;
    const isEmpty = canary === undefined;
    yield {
      code: "monitoring/slo-target",
      path: [...SLOS, key],
      message: isEmpty
        ? "The objective names neither a load balancer nor a canary, so it measures nothing."
        : "The objective names a load balancer and a canary, and can measure one of them.",
      allowed: "either loadBalancer or canary",
      fix: [
        edit(
          isEmpty
            ? "set `loadBalancer` or `canary`"
            : "keep `loadBalancer` or `canary`; use another objective for the other",
        ),
      ],
    };
  }
};

const sloHasACanary: Rule = function* ({ monitoring }) {
  if (monitoring === undefined) return;
  const canaries = Object.keys(monitoring.canaries);
  for (const [key, { canary }] of Object.entries(monitoring.slos)) {
    if (canary === undefined || canaries.includes(canary)) continue;
    yield {
      code: "monitoring/unknown-canary",
      path: [...SLOS, key, "canary"],
      message: "`monitoring.canaries` has no entry with this key.",
      because: [CANARIES],
      allowed: canaries.length === 0 ? "a key of monitoring.canaries, which is empty" : `one of ${listed(canaries)}`,
      fix: [edit("name a key of `monitoring.canaries`, or add the canary there")],
    };
  }
};

/** A run of a canary that took longer than the limit of the canary has failed, which the availability counts. */
const latencyTargetsAreUsed: Rule = function* ({ monitoring }, { isWritten }) {
  for (const [key, { loadBalancer, canary }] of Object.entries(monitoring?.slos ?? {})) {
    if (loadBalancer !== undefined || canary === undefined) continue;
    for (const setting of ["latencyMs", "latencyPercent"]) {
      const path: Path = [...SLOS, key, setting];
      if (!isWritten(path)) continue;
      yield {
        code: "monitoring/unused-latency-target",
        path,
        message: `\`${setting}\` has no effect on the objective of a canary, whose slow runs count as failed: \`monitoring.canaries.${canary}.maximumLatencyMs\` is their limit.`,
        because: [[...SLOS, key, "canary"]],
        fix: [remove(path)],
        warning: true,
      };
    }
  }
};

/** https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryRunConfigInput.html */
const canaryEndsInTime: Rule = function* ({ monitoring }) {
  for (const [key, { everyMinutes, timeoutSeconds, maximumLatencyMs }] of Object.entries(monitoring?.canaries ?? {})) {
    const path = (name: string): Path => [...CANARIES, key, name];
    if (timeoutSeconds > everyMinutes * 60) {
      yield {
        code: "monitoring/canary-limits",
        path: path("timeoutSeconds"),
        message: "A run may not take longer than the time until the next run.",
        because: [path("everyMinutes")],
        allowed: `${everyMinutes * 60} or less`,
        fix: [set(path("timeoutSeconds"), everyMinutes * 60)],
      };
    }
    const requestMs = (timeoutSeconds - REPORT_SECONDS) * 1000;
    if (maximumLatencyMs > requestMs) {
      yield {
        code: "monitoring/canary-limits",
        path: path("maximumLatencyMs"),
        message: `The run ends before this latency is reached: the request has ${REPORT_SECONDS} seconds less than \`timeoutSeconds\`.`,
        because: [path("timeoutSeconds")],
        allowed: `${requestMs} or less`,
        fix: [set(path("maximumLatencyMs"), requestMs)],
      };
    }
  }
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html */
const destinationsAreInTheRegion: Rule = function* ({ monitoring, aws }) {
  if (monitoring === undefined || aws === undefined) return;
  for (const [key, { destinationArn }] of Object.entries(monitoring.logs.subscriptions)) {
    if (parseArn(destinationArn)?.region === aws.region) continue;
    yield {
      code: "monitoring/destination-in-another-region",
      path: [...LOGS, "subscriptions", key, "destinationArn"],
      message: "CloudWatch Logs sends events to a destination in the Region of the log group only.",
      because: [["aws", "region"]],
      allowed: `a destination in ${aws.region}`,
      fix: [edit("name a destination in the Region of the stack, which may send the events on to another Region")],
    };
  }
};

export const observabilityRules: readonly Rule[] = [
  alarmsHaveTopics,
  trailHasALogGroup,
  trailIsUnambiguous,
  sloHasOneTarget,
  sloHasACanary,
  latencyTargetsAreUsed,
  canaryEndsInTime,
  destinationsAreInTheRegion,
];
