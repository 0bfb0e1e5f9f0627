import { CHANNELS, channelsOf, severitiesWithoutReceiver } from "../../domain/monitoring/receivers";
import { edit } from "../diagnostics/finding";
import type { Path } from "../source/path";
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

export const receiverRules: readonly Rule[] = [receiversHaveOneChannel, urgentAlarmsReachSomebody];
