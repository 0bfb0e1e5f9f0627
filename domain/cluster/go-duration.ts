const SECONDS = { h: 3600, m: 60, s: 1 } as const;

/** Go counts a duration in nanoseconds of 64 bits with sign: https://pkg.go.dev/time#Duration */
export const LONGEST_DURATION_HOURS = 2_562_047;

/** Seconds of a duration of hours, minutes and seconds in Go's form, such as `1h30m`; undefined for any other text. */
export function durationSeconds(duration: string): number | undefined {
  if (!/^([0-9]+[hms])+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/([0-9]+)([hms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS], 0);
}

/** Whether Go can read it: a longer one passes the CRD's pattern and then stops the controller from reading the object. */
export function isReadableDuration(duration: string): boolean {
  const seconds = durationSeconds(duration);
  return seconds !== undefined && seconds <= LONGEST_DURATION_HOURS * SECONDS.h;
}
