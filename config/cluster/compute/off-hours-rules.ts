import { minutesOf } from "../../../domain/cluster/off-hours";
import type { Rule } from "../../check/rule";
import { type Finding, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { eachGroup } from "./node-groups-rules";

const OFF_HOURS: Path = ["cluster", "offHours"];

const prodRunsAllTheTime: Rule = function* ({ environment, cluster }) {
  if (environment !== "prod" || cluster?.offHours === undefined) return;
  yield {
    code: "cluster/off-hours-in-prod",
    path: OFF_HOURS,
    message: "A stack of prod needs its nodes at all times.",
    because: [["environment"]],
    allowed: "no offHours",
    fix: [remove(OFF_HOURS)],
  };
};

/** EKS refuses a desired size below the minimum. A schedule that changed the minimum would be drift. */
const groupsScaleToZero = eachGroup(function* ({ minSize }, at, { cluster }) {
  if (cluster?.offHours === undefined || minSize === 0) return;
  yield {
    code: "cluster/off-hours-minimum",
    path: at("minSize"),
    message: "During off-hours the group has 0 nodes, and EKS refuses a desired size below `minSize`.",
    because: [OFF_HOURS],
    allowed: "0",
    fix: [set(at("minSize"), 0)],
  };
});

const groupsExist: Rule = function* ({ cluster }) {
  if (cluster?.offHours === undefined || Object.keys(cluster.nodeGroups).length > 0) return;
  yield {
    code: "cluster/off-hours-without-node-groups",
    path: OFF_HOURS,
    message: "Off-hours apply to managed node groups, and the cluster has none.",
    because: [["cluster", "nodeGroups"]],
    allowed: "no offHours",
    fix: [remove(OFF_HOURS)],
  };
};

const nodesStopAfterTheyStart: Rule = function* ({ cluster }) {
  const { offHours } = cluster ?? {};
  if (offHours === undefined) return;
  for (const key of ["stop", "fridayStop"] as const) {
    if (minutesOf(offHours[key]) > minutesOf(offHours.start)) continue;
    const path = [...OFF_HOURS, key];
    yield {
      code: "cluster/off-hours-order",
      path,
      message: `\`${key}\` is not later than \`start\`, so nodes would stop before they start.`,
      because: [[...OFF_HOURS, "start"]],
      allowed: `a time after ${offHours.start}`,
      fix: [remove(path)],
    } satisfies Finding;
  }
};

/** Pods wait for nodes all night. */
const alarmsStayQuiet: Rule = function* ({ cluster, monitoring }) {
  if (cluster?.offHours === undefined || cluster.offHours.paused || monitoring?.alarms === undefined) return;
  yield {
    code: "cluster/off-hours-with-alarms",
    path: OFF_HOURS,
    message: "During off-hours pods wait for nodes, so the alarm on unschedulable pods notifies every evening.",
    because: [["monitoring", "alarms"]],
    allowed: "no monitoring.alarms, or no offHours",
    fix: [remove(OFF_HOURS)],
    warning: true,
  };
};

export const offHoursRules: readonly Rule[] = [
  prodRunsAllTheTime,
  groupsScaleToZero,
  groupsExist,
  nodesStopAfterTheyStart,
  alarmsStayQuiet,
];
