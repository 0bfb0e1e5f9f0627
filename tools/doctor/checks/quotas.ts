import type { QuotaNeed } from "../../../domain/quotas/quota-needs";
import type { AccountQuota } from "../../../domain/quotas/account-quotas";
import type { Caller, Context } from "../context";
import { fail, type Finding, lastLine, pass, QUOTA_PREFIX, skipped, warn } from "../finding";

type Run = Context["run"];

/**
 * Compares what a stack needs with the quotas of the account, or with AWS's defaults if there are no credentials. Other stacks
 * of the account use the same quotas, which AWS does not report in one place.
 */
export async function checkQuotas(
  needs: readonly QuotaNeed[],
  region: string,
  caller: Caller,
  { run }: Pick<Context, "run">,
): Promise<readonly Finding[]> {
  if (!("unknown" in caller)) return Promise.all(needs.map((need) => quotaFinding(need, region, run)));
  return needs.map((need) =>
    need.most <= need.quota.limit
      ? skipped(titleOf(need), `${caller.unknown}; within AWS's default quotas`)
      : warn(
          titleOf(need),
          `${neededText(need)}, and the default quota is ${need.quota.limit}; the account's own quota needs AWS credentials`,
          commandFor("get-service-quota", need.quota, region),
        ),
  );
}

async function quotaFinding(need: QuotaNeed, region: string, run: Run): Promise<Finding> {
  const { quota, count, most } = need;
  const value = await quotaValue(quota, region, run);
  const check = titleOf(need);
  if (typeof value === "string") return skipped(check, value);
  const text = `${neededText(need)}; the account's quota is ${value}, which its other stacks use too`;
  const raise = `${commandFor("request-service-quota-increase", quota, region)} --desired-value ${most}`;
  if (count > value) return fail(check, text, raise);
  return most > value ? warn(check, text, raise) : pass(check, text);
}

/** A quota that was never changed may have a default value only. Returns the reason if both requests fail. */
async function quotaValue(quota: AccountQuota, region: string, run: Run): Promise<number | string> {
  let reason = "";
  for (const operation of ["get-service-quota", "get-aws-default-service-quota"] as const) {
    const [, ...args] = commandFor(operation, quota, region).split(" ");
    const { exitCode, stdout, stderr } = await run("aws", [...args, "--output", "json"]);
    if (exitCode === 0) return (JSON.parse(stdout) as { readonly Quota: { readonly Value: number } }).Quota.Value;
    reason = lastLine(stderr);
  }
  return `Service Quotas cannot be read: ${reason}`;
}

function commandFor(operation: string, { service, code, region: own }: AccountQuota, region: string): string {
  return `aws service-quotas ${operation} --service-code ${service} --quota-code ${code} --region ${own ?? region}`;
}

function titleOf({ quota }: QuotaNeed): string {
  return `${QUOTA_PREFIX}${quota.what}`;
}

function neededText({ count, most }: QuotaNeed): string {
  return count === most ? `needs ${count}` : `needs ${count}, and ${most} with all nodes`;
}
