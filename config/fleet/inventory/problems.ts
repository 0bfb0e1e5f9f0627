import type { FindingCode } from "../../diagnostics/codes";
import type { Position, Problem } from "../../diagnostics/problem";

export type ProblemDetails = { readonly code: FindingCode; readonly message: string } & Partial<
  Pick<Problem, "found" | "see" | "allowed" | "fix">
>;

/** A problem in an inventory or its lock. */
export function problemAt(file: string, position: Position, path: string, details: ProblemDetails): Problem {
  return {
    severity: "error",
    code: details.code,
    file,
    position,
    path,
    message: details.message,
    found: details.found,
    see: details.see ?? [],
    allowed: details.allowed,
    fix: details.fix ?? [],
  };
}
