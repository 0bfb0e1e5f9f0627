import { type Quota, quotaVerdict } from "../../domain/quota";
import type { FindingCode } from "../diagnostics/codes";
import { edit, type Finding } from "../diagnostics/finding";
import type { Path } from "../source/path";

interface Counted {
  readonly code: FindingCode;
  readonly path: Path;
  /** Other values that determine the count. */
  readonly because?: readonly Path[];
  readonly count: number;
  readonly quota: Quota;
  /** What is counted here, in the plural, where `quota.what` does not name it: `rules of this group`. */
  readonly counted?: string;
  /** What to do where AWS does not raise the quota that far, in words. Default: to remove the surplus. */
  readonly remedy?: string;
}

/** An error where no account can have this number; a warning where the quota must be raised first. */
export function* quotaFinding({ code, path, because, count, quota, counted, ...use }: Counted): Iterable<Finding> {
  const verdict = quotaVerdict(count, quota);
  if (verdict === "within") return;
  const { what, limit, raisableTo, source } = quota;
  const surplus = count - (verdict === "raise" ? limit : (raisableTo ?? limit));
  const { remedy = `remove ${words(surplus)} of them` } = use;
  const needs =
    counted === undefined ? `The stack needs ${words(count)} ${what}` : `There are ${words(count)} ${counted}`;
  const figures = `${needs}; AWS allows ${words(limit)}${counted === undefined ? "" : ` ${what}`}`;
  const published = raisableTo !== undefined && Number.isFinite(raisableTo);
  const about = {
    code,
    path,
    ...(because === undefined ? {} : { because }),
  };
  if (verdict === "beyond") {
    yield {
      ...about,
      message: published
        ? `${figures}, and at most ${words(raisableTo)} on request.`
        : `${figures}, and does not raise this quota.`,
      allowed: `at most ${words(raisableTo ?? limit)} (${source})`,
      fix: [edit(remedy)],
    };
    return;
  }
  yield {
    ...about,
    message: `${figures} by default: the update fails unless the quota of the account is higher.`,
    allowed: `at most ${words(limit)}, or more once AWS has raised the quota (${source})`,
    fix: [edit(`request a higher quota in Service Quotas, or ${remedy}`)],
    warning: true,
  };
}

function words(count: number): string {
  return count.toLocaleString("en-US");
}
