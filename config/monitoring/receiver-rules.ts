import { CHANNELS, channelsOf, severitiesWithoutReceiver } from "../../domain/monitoring/receivers";
import { isOver, neverEnds } from "../../domain/monitoring/maintenance";
import { edit, remove } from "../diagnostics/finding";
import { formatPath, type Path } from "../source/path";
import type { Rule } from "../check/rule";

const ALARMS: Path = ["monitoring", "alarms"];
const RECEIVERS: Path = [...ALARMS, "receivers"];

const receiversHaveOneChannel: Rule = function* ({ monitoring }) {
  for (const [key, receiver] of Object.entries(monitoring?.alarms?.receivers ?? {})) {
    const path: Path = [...RECEIVERS, key];
    const [first, ...others] = channelsOf(receiver);
    const allowed = `one of ${CHANNELS.join(", ")}`;
    if (first === undefined) {
      yield {
        code: "monitoring/receiver-without-channel",
        path,
        message: "The receiver has no channel.",
        allowed,
        fix: [edit(`add ${allowed}`)],
      };
    }
    for (const other of others) {
      yield {
        code: "monitoring/receiver-with-several-channels",
        path: [...path, other],
        message: "A receiver has one channel; add a second receiver for the second channel.",
        because: [[...path, first ?? other]],
        allowed,
        // Removing one of the channels would leave somebody without notifications.
        fix: [edit(`move \`${other}\` to a receiver of its own, with the same \`severities\``)],
      };
    }
  }
};

const urgentAlarmsReachSomebody: Rule = function* ({ monitoring }) {
  if (monitoring?.alarms === undefined) return;
  const { emails, receivers } = monitoring.alarms;
  for (const severity of severitiesWithoutReceiver(emails, receivers)) {
    yield {
      code: "monitoring/alarms-without-receiver",
      path: ALARMS,
      message: `Nobody receives alarms of severity ${severity}.`,
      allowed: `emails, or a receiver with ${severity} in severities`,
      fix: [edit(`add an address to \`emails\`, or a receiver of ${severity}`)],
      // Other endpoints can subscribe to the topic of P2, whose alarms nobody has to hear at night.
      ...(severity === "P2" ? { warning: true as const } : {}),
    };
  }
};

const maintenanceEnds: Rule = function* ({ monitoring }, { today }) {
  for (const [key, window] of Object.entries(monitoring?.alarms?.maintenance ?? {})) {
    const path: Path = [...ALARMS, "maintenance", key];
    if (neverEnds(window)) {
      yield {
        code: "monitoring/maintenance-never-ends",
        path,
        message: "Each window begins before the last one has ended, so the alarms of the stack never notify.",
        allowed: "a window of fewer than 24 hours a day, or on some days only",
        fix: [edit(`lower \`${formatPath([...path, "hours"])}\`, or limit \`schedule\` to some days`)],
        warning: true,
      };
    }
    if (isOver(window, today)) {
      yield {
        code: "monitoring/maintenance-is-over",
        path,
        message: "The window has ended, and the schedule does not repeat it.",
        allowed: "a date in the future, or no window",
        fix: [remove(path)],
        warning: true,
      };
    }
  }
};

export const receiverRules: readonly Rule[] = [receiversHaveOneChannel, urgentAlarmsReachSomebody, maintenanceEnds];
