/** A time in which alarms send nothing. They are evaluated, and the console shows their state. */
export interface MaintenanceWindow {
  /** When the window begins: `cron()` with five fields, or `at()`. */
  readonly schedule: string;
  readonly hours: number;
  /** Name in the IANA time zone database. */
  readonly timeZone: string;
}

/**
 * Minute, hour, day of the month, month and day of the week; or one date.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html
 */
export const MUTE_SCHEDULE = /^(cron\([\d*/,-]+( [\d*/,\-A-Z]+){4}\)|at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\))$/;

const HOUR_MS = 3_600_000;
/** The local time of a zone is at most so many hours behind UTC. */
const MOST_HOURS_BEHIND = 12;

/** Whether a window with one date has ended, in every time zone. */
export function isOver({ schedule, hours }: MaintenanceWindow, now: Date): boolean {
  const [, date] = /^at\((.+)\)$/.exec(schedule) ?? [];
  return date !== undefined && Date.parse(`${date}Z`) + (hours + MOST_HOURS_BEHIND) * HOUR_MS < now.getTime();
}

/** Whether a window begins on every day before the one of the day before has ended, so that alarms never notify. */
export function neverEnds({ schedule, hours }: MaintenanceWindow): boolean {
  const [, hourField] = /^cron\(\S+ (\S+) \* \* \*\)$/.exec(schedule) ?? [];
  return hourField === "*" || (hourField !== undefined && hours >= 24);
}

/** Alarms that one mute rule has at most: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
export const MOST_MUTED_ALARMS = 100;

/** Whether the time zone is in the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The names in lists of as many as one mute rule may have. The first list keeps its names when further alarms are added. */
export function muteLists(alarmNames: readonly string[]): readonly (readonly string[])[] {
  const lists = Math.ceil(alarmNames.length / MOST_MUTED_ALARMS);
  return Array.from({ length: lists }, (_, index) =>
    alarmNames.slice(index * MOST_MUTED_ALARMS, (index + 1) * MOST_MUTED_ALARMS),
  );
}
