/** When Secrets Manager rotates a secret. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html */

/** The limits of the API: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html */
export const MOST_ROTATION_DAYS = 1000;
export const SHORTEST_RATE_HOURS = 4;

/** Days after which Security Hub reports a secret without a rotation: https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4 */
export const CONTROL_ROTATION_DAYS = 90;

const RATE = /^rate\(([1-9]\d{0,2}) (hour|day)s?\)$/;
const CRON = /^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/;

/** Hours between two rotations of a `rate` expression; undefined for others. */
export function rateHours(schedule: string): number | undefined {
  const [, count, unit] = RATE.exec(schedule) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit === "day" ? 24 : 1);
}

/** Whether Secrets Manager accepts the form of a schedule. It checks the fields of a `cron` expression itself. */
export function isRotationSchedule(schedule: string): boolean {
  const hours = rateHours(schedule);
  return hours === undefined ? CRON.test(schedule) : hours >= SHORTEST_RATE_HOURS;
}
