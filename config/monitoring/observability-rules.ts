import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const TRAIL: Path = ["monitoring", "trail"];
const SLOS: Path = ["monitoring", "slos"];

/** The topics are created with `monitoring.alarms`. */
const alarmsHaveTopics: Rule = function* ({ monitoring }) {
  if (monitoring === undefined || monitoring.alarms !== undefined) return;
  const paths: readonly Path[] = [
    ...(monitoring.trail === undefined ? [] : [TRAIL]),
    ...Object.keys(monitoring.slos).map((key) => [...SLOS, key]),
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
    yield {
      code: "monitoring/slo-target",
      path: [...SLOS, key],
      message:
        canary === undefined
          ? "The objective names neither a load balancer nor a canary, so it measures nothing."
          : "The objective names a load balancer and a canary, and can measure one of them.",
      allowed: "either loadBalancer or canary",
      fix: [edit("keep `loadBalancer` or `canary`; use another objective for the other")],
    };
  }
};

export const observabilityRules: readonly Rule[] = [
  alarmsHaveTopics,
  trailHasALogGroup,
  trailIsUnambiguous,
  sloHasOneTarget,
];
