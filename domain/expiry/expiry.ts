import { createHash } from "node:crypto";

/** Key of the tag with the last day of a stack. */
export const EXPIRY_TAG_KEY = "ExpiresOn";

/** Longest life of a stack that expires, counted from the day on which its expiry is set. */
export const MOST_DAYS = 14;

const DAY_MS = 86_400_000;
export const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;
const DURATION = /^([1-9]\d?)d$/;

/** Longest name of the platform of a short-lived stack: with `-ephemeral` as long as the longest name with `-staging`. */
const LONGEST_NAME = 14;
const NAME = /^[a-z](-?[a-z0-9])+$/;
const HASH_LENGTH = 5;

/** Whether the text is a day of the calendar, such as 2026-12-05. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return DAY_FORM.test(text) && !Number.isNaN(time) && dayOf(new Date(time)) === text;
}

/** The day in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, "2026-12-05".length);
}

/** Days from today until the last day of a stack; negative after it. */
export function daysLeft(expiry: string, today: Date): number {
  return (Date.parse(expiry) - Date.parse(dayOf(today))) / DAY_MS;
}

/** Whether the last day of a stack is over, in UTC. */
export function isExpired(expiry: string, today: Date): boolean {
  return daysLeft(expiry, today) < 0;
}

/** The day that a duration such as `7d` ends on, or the day itself; undefined for other texts. */
export function expiryDay(text: string, today: Date): string | undefined {
  if (isDay(text)) return text;
  const [, days] = DURATION.exec(text) ?? [];
  return days === undefined ? undefined : dayOf(new Date(today.getTime() + Number(days) * DAY_MS));
}

/**
 * The name of the platform of a short-lived stack: that of the stack with the characters that AWS accepts. If it is not the same
 * or too long, as for the name of a branch, it ends with a hash, so that different stacks have different names.
 */
export function ephemeralName(stack: string): string {
  if (NAME.test(stack) && stack.length <= LONGEST_NAME) return stack;
  const plain = stack
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "");
  const start = plain.slice(0, LONGEST_NAME - HASH_LENGTH - 1).replace(/-$/, "");
  const hash = createHash("sha256").update(stack).digest("hex").slice(0, HASH_LENGTH);
  return `${start === "" ? "s" : start}-${hash}`;
}
