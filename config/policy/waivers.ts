import { z } from "zod";
import type { Waiver } from "../../domain/policy/waiver";
import { suggest } from "../../domain/suggest";
import { ConfigValidationError } from "../diagnostics/error";
import type { Position, Problem } from "../diagnostics/problem";
import { formatPath, type Path, valueAt } from "../source/path";
import { YamlReader } from "../source/yaml-reader";

/** A waiver, and the line of the file that it begins in. */
export interface PlacedWaiver extends Waiver {
  readonly line: number;
}

const sentence = z.string().trim().min(1).max(500);

const waiver = z.strictObject({
  rule: z.string().meta({ description: "the name of a rule" }),
  resource: sentence.meta({ description: "the logical name or the URN of a resource, in which * is any text" }),
  stacks: z.array(z.string().min(1)).min(1).optional().meta({ description: "a list of names of stacks" }),
  reason: sentence.meta({ description: "text: why the violation is accepted" }),
  owner: sentence.meta({ description: "text: who decides about the waiver" }),
  expires: z.iso.date().meta({ description: "the last day, such as 2027-01-31" }),
});
const KEYS = Object.keys(waiver.shape);

const waiversFile = z.strictObject({ waivers: z.array(waiver) });

const START: Position = { line: 1, column: 1 };

/**
 * Reads the text of a waivers file. Throws a ConfigValidationError that lists every problem.
 *
 * @param fileName name of the file in the report
 * @param ruleNames names of all rules, those of the user included
 */
export function parseWaivers(text: string, fileName: string, ruleNames: readonly string[]): readonly PlacedWaiver[] {
  const reader = new YamlReader(text);
  const values = reader.problems.length > 0 ? undefined : reader.read(reader.root, [], START);
  if (reader.problems.length > 0) {
    throw new ConfigValidationError(
      fileName,
      reader.problems.map((problem) => ({ ...problem, code: "policy/invalid-waiver" })),
    );
  }
  const place = (path: Path): Position => {
    const entry = reader.entries.get(formatPath(path));
    return entry?.value ?? entry?.key ?? (path.length === 0 ? START : place(path.slice(0, -1)));
  };
  const { data, error } = waiversFile.safeParse(values);
  const problems =
    data === undefined
      ? error.issues.flatMap((issue) => problemsOf(issue, values, place))
      : data.waivers.flatMap(({ rule }, index) => unknownRule(rule, ["waivers", index, "rule"], ruleNames, place));
  if (data === undefined || problems.length > 0) throw new ConfigValidationError(fileName, problems);
  return data.waivers.map((each, index) => ({ ...each, line: place(["waivers", index]).line }));
}

type Place = (path: Path) => Position;

function problemsOf(issue: z.core.$ZodIssue, values: unknown, place: Place): Problem[] {
  const path = issue.path as Path;
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? ["waivers"] : KEYS;
    return issue.keys.map((key) => {
      const meant = suggest(key, known);
      return problem([...path, key], place, {
        message: `A ${path.length === 0 ? "waivers file" : "waiver"} has no such key.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
        allowed: known.join(", "),
        fix: [meant === undefined ? "remove the key" : `rename the key to ${meant}`],
      });
    });
  }
  const key = String(path.at(2) ?? "");
  const value = valueAt(values, path);
  const allowed = path.length < 3 ? `a list of waivers with the keys ${KEYS.join(", ")}` : allowedFor(key);
  const isMissing = value === undefined;
  return [
    problem(path, place, {
      message: isMissing ? "The waiver lacks this key." : "The value is not one that this key takes.",
      ...(isMissing ? {} : { found: typeof value === "string" ? value : JSON.stringify(value) }),
      allowed,
      fix: [isMissing ? `add \`${key === "" ? "waivers" : key}\`` : `correct \`${formatPath(path)}\``],
    }),
  ];
}

function allowedFor(key: string): string {
  return waiver.shape[key as keyof typeof waiver.shape].meta()?.description ?? "";
}

function unknownRule(rule: string, path: Path, ruleNames: readonly string[], place: Place): Problem[] {
  if (ruleNames.includes(rule)) return [];
  const meant = suggest(rule, ruleNames);
  const details = {
    message: `The policy pack has no rule of this name.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
    found: rule,
    allowed: "a name that docs/reference/policy-rules.md lists, or that of a rule in policy/custom/",
    fix: [meant === undefined ? "name a rule that docs/reference/policy-rules.md lists" : `write ${meant}`],
  };
  return [{ ...problem(path, place, details), code: "policy/unknown-rule" }];
}

function problem(
  path: Path,
  place: Place,
  details: Pick<Problem, "message" | "allowed" | "fix"> & Partial<Pick<Problem, "found">>,
): Problem {
  return {
    severity: "error",
    code: "policy/invalid-waiver",
    position: place(path),
    path: formatPath(path),
    found: undefined,
    see: [],
    ...details,
  };
}
