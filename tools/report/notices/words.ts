import type { Properties } from "../read/engine-event";
import { readable, UNKNOWN } from "../read/property";

const LONGEST_LIST = 3;

export function shortList(values: readonly string[]): string {
  const rest = values.length - LONGEST_LIST;
  const shown = values.slice(0, LONGEST_LIST).map((value) => `\`${value}\``);
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The last part of an ARN. */
export function nameOf(value: unknown): string {
  if (typeof value !== "string" || isUnknown(value)) return "something that is not known before the update";
  return `\`${value.startsWith("arn:") ? value.replace(/^.*[:/](?=.)/, "") : value}\``;
}

export function isUnknown(value: unknown): boolean {
  return readable(value) === UNKNOWN;
}

/** A preview does not know the value on which the sentence depends. */
export function undecided(question: string, subject: string): string {
  return `It is undecided ${question}: ${subject} not known before the update.`;
}

export function record(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Properties) : {};
}

export function values(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return isUnknown(value) ? [value] : [];
}
