import { ACCEPTED, type AcceptedFinding } from "./accepted";

/** A policy document of the program. */
export interface LintedPolicy {
  readonly kind: "identity" | "trust" | "resource";
  /** `<type>::<name>.<input>` of the resource that contains it. */
  readonly place: string;
  /** A stack whose program contains it. */
  readonly stack: string;
  readonly document: unknown;
}

/** A finding of parliament about one document. */
export interface LintFinding {
  /** Index of the document. */
  readonly policy: number;
  readonly issue: string;
  readonly detail: string;
}

/** Returns a line for each finding that is not accepted, and for each accepted finding that no longer occurs. */
export function lintReport(
  policies: readonly LintedPolicy[],
  findings: readonly LintFinding[],
  accepted: readonly AcceptedFinding[] = ACCEPTED,
): string[] {
  const matching = findings.map((finding) => ({
    finding,
    acceptance: accepted.find((candidate) => accepts(candidate, policies[finding.policy], finding)),
  }));
  const needed = new Set(matching.map(({ acceptance }) => acceptance));
  return [
    ...matching
      .filter(({ acceptance }) => acceptance === undefined)
      .map(({ finding: { policy, issue, detail } }) => {
        const { stack = "", place = "" } = policies[policy] ?? {};
        return `${stack}: ${place}: ${issue} ${detail}`;
      }),
    ...accepted
      .filter((candidate) => !needed.has(candidate))
      .map(
        ({ issue, place, detail }) =>
          `tools/parliament/accepted.ts: no finding matches ${issue} ${place} ${detail}: delete this entry`,
      ),
  ];
}

function accepts(
  { issue, place, detail }: AcceptedFinding,
  policy: LintedPolicy | undefined,
  finding: LintFinding,
): boolean {
  return issue.test(finding.issue) && place.test(policy?.place ?? "") && detail.test(finding.detail);
}
