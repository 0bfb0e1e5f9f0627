import { z } from "zod";

import { isTimeZone, MUTE_SCHEDULE } from "../../domain/monitoring/maintenance";
import { checked, text } from "../schema/fields";

const timeZone = checked(z.string(), function* (value) {
  if (!isTimeZone(value)) {
    yield {
      message: "The time zone is not in the IANA database.",
      allowed: "a time zone such as Europe/Berlin or UTC",
    };
  }
});

const maintenanceWindow = z.strictObject({
  schedule: text(
    MUTE_SCHEDULE,
    "cron() with five fields, such as cron(0 2 * * 6), or at(), such as at(2026-12-31T22:00)",
  ).meta({
    description:
      "When the window begins: minute, hour, day of the month, month and day of the week in `cron()`, or one date in `at()`.",
    examples: ["cron(0 2 * * 6)", "at(2026-12-31T22:00)"],
  }),
  hours: z
    .int()
    .min(1)
    .max(24)
    .meta({ description: "Length of the window in hours (1 to 24).", examples: [4] }),
  timeZone: timeZone.default("UTC").meta({
    description: "Time zone of the schedule, by its name in the IANA database. Default: UTC.",
    examples: ["Europe/Berlin"],
  }),
});

/** By key, which is part of the logical names. */
export const maintenance = z
  .record(
    text(/^[a-z][a-z0-9-]{0,39}$/, "up to 40 lowercase letters, digits and hyphens, a letter first"),
    maintenanceWindow,
  )
  .default({})
  .meta({
    description:
      "Maintenance windows by key, in which no alarm of the stack notifies. Alarms that are still raised at the end of a window notify then. Alarms on the audit log are not muted. $0. Default: none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html",
    examples: [{ updates: { schedule: "cron(0 2 * * 6)", hours: 4, timeZone: "Europe/Berlin" } }],
  });
