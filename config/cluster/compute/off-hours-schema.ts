import { z } from "zod";
import { checked, text } from "../../schema/fields";

const time = text(/^([01]\d|2[0-3]):[0-5]\d$/, "a time as HH:MM in quotes, from 00:00 to 23:59");

const timeZone = checked(
  text(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/, "a time zone of the IANA database, such as Europe/Berlin"),
  function* (value) {
    if (isTimeZone(value)) return;
    yield { message: "The IANA database has no such time zone.", allowed: "a time zone such as Europe/Berlin or UTC" };
  },
);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const offHoursSchema = z
  .strictObject({
    timeZone: timeZone.meta({
      description: "Time zone of the times, with its daylight saving time. https://www.iana.org/time-zones",
      examples: ["Europe/Berlin"],
    }),
    start: time.default("07:00").meta({ description: "When the nodes start, Monday to Friday. Default 07:00." }),
    stop: time.default("20:00").meta({ description: "When the nodes stop, Monday to Thursday. Default 20:00." }),
    fridayStop: time
      .default("18:00")
      .meta({ description: "When the nodes stop on Friday, until Monday. Default 18:00." }),
    paused: z.boolean().default(false).meta({
      description: "Whether the schedules are disabled, for a night or weekend of work. Default false.",
    }),
  })
  .exactOptional()
  .meta({
    description:
      "Times outside of which the managed node groups have no nodes: EventBridge Scheduler sets their desired size to 0, and back. $0 ($1 per million calls after 14 million a month). With Karpenter, Systems Manager ends the nodes of its pools 30 minutes later, without a drain, for $0.002 a step and node. Node groups need `minSize` 0. Not in prod. Default: none, nodes run all the time. A change updates the schedules in place. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html",
    examples: [{ timeZone: "Europe/Berlin" }],
  });
