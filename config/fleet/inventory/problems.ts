import type { Position, Problem } from "../../diagnostics/problem";

/** A problem in an inventory or its lock. */
export function problemAt(
  file: string,
  position: Position,
  about: string,
  told: { readonly message: string } & Partial<Pick<Problem, "found" | "see" | "allowed" | "fix">>,
): Problem {
  return {
    severity: "error",
    code: undefined,
    file,
    position,
    path: about,
    message: told.message,
    found: told.found,
    see: told.see ?? [],
    allowed: told.allowed,
    fix: told.fix ?? [],
  };
}
