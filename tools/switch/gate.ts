/** When a version passes the gate. */
export interface Limits {
  /** Minutes for which a version gets requests before the decision. */
  readonly bakeMinutes: number;
  /** Largest share of failed requests, in percent. */
  readonly maxErrorPercent: number;
  /** Fewer requests decide nothing. */
  readonly minRequests: number;
}

/** What the load balancer reports about the target group of a version since the start of the bake time. */
export interface Measurement {
  readonly requests: number;
  /** Responses of targets with a status of 500 to 599, and connections that failed. */
  readonly errors: number;
  /** Minutes in which a target was unhealthy. */
  readonly unhealthyMinutes: number;
}

export type Verdict = "continue" | "passed" | "failed" | "undecided";

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** One failed health check during a rollout or a scale-out decides nothing. */
const MOST_UNHEALTHY_MINUTES = 1;

/** During the bake time, only a share of errors far above the limit decides: a few early errors may be a coincidence. */
const EARLY_FACTOR = 5;

/**
 * Decides about a version by its measurement.
 *
 * The share of errors counts at least `minRequests` requests, so few requests fail the gate only if their errors would exceed
 * the limit even if all missing requests succeeded.
 *
 * @param isComplete whether the bake time has ended, and its metrics have arrived
 */
export function judge(measurement: Measurement, limits: Limits, isComplete: boolean): Judgement {
  const { errors, unhealthyMinutes } = measurement;
  const { maxErrorPercent, minRequests } = limits;
  // A connection that failed may be missing in the number of requests.
  const requests = Math.max(measurement.requests, errors);
  const limit = isComplete ? maxErrorPercent : maxErrorPercent * EARLY_FACTOR;
  const facts = `${numeral(errors)} of ${numeral(requests)} requests failed (limit ${maxErrorPercent}%)`;
  if (unhealthyMinutes > MOST_UNHEALTHY_MINUTES) {
    return { verdict: "failed", reason: `targets were unhealthy in ${unhealthyMinutes} minutes` };
  }
  if (errors * 100 > limit * Math.max(requests, minRequests)) return { verdict: "failed", reason: facts };
  if (!isComplete) return { verdict: "continue", reason: facts };
  if (requests < minRequests) {
    return {
      verdict: "undecided",
      reason: `${numeral(requests)} requests, ${numeral(errors)} of them failed, are fewer than the ${numeral(minRequests)} that a decision needs`,
    };
  }
  return { verdict: "passed", reason: facts };
}

function numeral(value: number): string {
  return value.toLocaleString("en-US");
}
