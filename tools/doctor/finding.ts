export type Status = "pass" | "warn" | "fail" | "skipped";

/** The result of one check. */
export interface Finding {
  /** What was checked: `Pulumi CLI`. */
  readonly check: string;
  readonly status: Status;
  /** What was found, or why the check was skipped. */
  readonly message: string;
  /** What to do. */
  readonly fix?: string;
}

/** Beginning of the name of each check of a quota. */
export const QUOTA_PREFIX = "Quota: ";

export function pass(check: string, message: string): Finding {
  return { check, status: "pass", message };
}

export function warn(check: string, message: string, fix: string): Finding {
  return { check, status: "warn", message, fix };
}

export function fail(check: string, message: string, fix: string): Finding {
  return { check, status: "fail", message, fix };
}

export function skipped(check: string, reason: string, fix?: string): Finding {
  return { check, status: "skipped", message: reason, ...(fix === undefined ? {} : { fix }) };
}

/** The last line of the errors of a command, which states the cause. */
export function lastLine(stderr: string): string {
  return stderr.trim().split("\n").at(-1) ?? "";
}
