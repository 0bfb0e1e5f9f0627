import { reasonOf } from "../../terminal/tool";
import type { Context } from "../context";
import { fail, type Finding, pass, skipped } from "../finding";

/** Any HTTPS server would do; STS is the service that refuses the credentials first. */
const SERVER = "https://sts.amazonaws.com/";
const TIMEOUT_MS = 5_000;

/** AWS refuses requests whose time differs by more: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const MOST_MINUTES = 5;
const MINUTE_MS = 60_000;

export async function checkClock({ now, request }: Pick<Context, "now" | "request">): Promise<Finding> {
  const check = "Clock";
  try {
    const { headers } = await request(SERVER, { method: "HEAD", signal: AbortSignal.timeout(TIMEOUT_MS) });
    const serverMs = Date.parse(headers.get("date") ?? "");
    if (Number.isNaN(serverMs)) return skipped(check, `${SERVER} states no date`);
    const minutes = Math.round((now.getTime() - serverMs) / MINUTE_MS);
    if (Math.abs(minutes) < MOST_MINUTES) return pass(check, "within 5 minutes of AWS");
    return fail(
      check,
      `${Math.abs(minutes)} minutes ${minutes > 0 ? "fast" : "slow"}: AWS refuses the signatures of requests`,
      "Synchronize the clock of this machine (NTP)",
    );
  } catch (error) {
    return skipped(check, `${SERVER} is not reachable: ${reasonOf(error)}`);
  }
}
