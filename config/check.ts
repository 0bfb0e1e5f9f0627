import { billStaysBelowTheCeiling } from "./ceiling";
import { changeRules } from "./changes";
import { edit, type Finding, type FixStep } from "./finding";
import { isPartName, sample, schemaAt } from "./json-schema";
import { formatPath, isWithin, type Path, touches, valueAt } from "./path";
import type { Problem } from "./problem";
import { readRecord, valuesNow } from "./record";
import { byPosition, toProblem, writtenAt } from "./report";
import { type PlatformConfig, resolve } from "./resolve";
import { type ReadableParts, rules } from "./rules";
import { type Salvaged, salvage } from "./salvage";
import { type PartName, type Parts, PLATFORM_PARTS, schemas } from "./schema";
import { findingsFrom, unknownKey } from "./schema-findings";
import { type ConfigSource, NAMESPACE } from "./source";
import { suggest } from "./suggest";

/** What can be said about a stack's configuration. */
export interface Verdict<Config = PlatformConfig> {
  /** All that keeps it from being used, in the order of the file. */
  readonly problems: readonly Problem[];
  /** What will keep it from being used one day. */
  readonly warnings: readonly Problem[];
  /** The configuration; absent with problems, and with encrypted values that could not be opened. */
  readonly config: Config | undefined;
  /** What could be read, for those who show it. */
  readonly parts: ReadableParts;
}

/** Checks every value and every relation between values, and resolves the configuration if all hold. */
export function check(source: ConfigSource, today: Date): Verdict {
  const { problems, parts } = examine(source, today, PLATFORM_PARTS);
  const verdict = verdictOf(source, problems, parts, () => resolve(parts as Parts));
  if (verdict.config === undefined) return verdict;
  const tooDear = [...billStaysBelowTheCeiling(verdict.config, today)];
  if (tooDear.length === 0) return verdict;
  return { ...verdict, problems: tooDear.map((finding) => toProblem(finding, source, parts)), config: undefined };
}

/** All that is wrong with the parts of a stack file, and what could be read of them. */
export function examine(
  source: ConfigSource,
  today: Date,
  partNames: readonly PartName[],
): { readonly problems: readonly Problem[]; readonly parts: ReadableParts } {
  const salvaged = new Map(
    partNames.map((part) => [
      part,
      salvage(schemas[part], source.values[part], (path) => sample(schemaAt([part, ...path]))),
    ]),
  );
  const parts = Object.fromEntries(partNames.map((part) => [part, salvaged.get(part)?.value])) as ReadableParts;

  const found = withoutRepeats([...keyFindings(source, partNames), ...schemaFindings(source, salvaged)]);
  const problems = [
    ...found.map((finding) => toProblem(finding, source, {})),
    ...ruleFindings(parts, source, today, salvaged, found).map((finding) => toProblem(finding, source, parts)),
  ];
  return { problems, parts };
}

export function verdictOf<Config>(
  source: ConfigSource,
  found: readonly Problem[],
  parts: ReadableParts,
  resolved: () => Config,
): Verdict<Config> {
  const sorted = [...found].sort(byPosition);
  const problems = sorted.filter(({ severity }) => severity === "error");
  return {
    problems,
    warnings: sorted.filter(({ severity }) => severity === "warning"),
    config: problems.length === 0 && source.sealed.length === 0 ? resolved() : undefined,
    parts,
  };
}

/**
 * Checks what a valid configuration would do to what stands.
 *
 * @param record what the last update exported; undefined before the first
 */
export function checkChange(source: ConfigSource, config: PlatformConfig, record: unknown): readonly Problem[] {
  const change = { before: readRecord(record, source.secretKeys), now: valuesNow(config), config };
  return changeRules
    .flatMap((rule) => [...rule(change)])
    .map((finding) => toProblem(finding, source, config))
    .sort(byPosition);
}

type SalvagedParts = ReadonlyMap<PartName, Salvaged<unknown>>;

/** Keys that nothing would ever read: the engine passes them on without a word. */
function keyFindings({ values, file }: ConfigSource, partNames: readonly PartName[]): Finding[] {
  const unknown = Object.keys(values)
    .filter((key) => !partNames.some((part) => part === key))
    .map((key) => unknownKey([key], partNames, values));
  const misplaced = Object.keys(file?.values ?? {}).flatMap((key): Finding[] => {
    const [namespace = "", name = namespace] = key.split(":", 2);
    const meant = key.includes(":") ? suggest(namespace, [NAMESPACE]) : NAMESPACE;
    if (namespace === NAMESPACE || meant === undefined) return [];
    const fullKey = `${NAMESPACE}:${name}`;
    return [
      {
        path: [key],
        message: `Nothing reads this key. Did you mean "${fullKey}"?`,
        fix: [edit(`rename the key to ${fullKey}`)],
        meant: [name],
      },
    ];
  });
  return [...unknown, ...misplaced];
}

function schemaFindings(source: ConfigSource, salvaged: SalvagedParts): Finding[] {
  const written = (path: Path): string | undefined => writtenAt(path, source);
  return [...salvaged]
    .flatMap(([part, { issues }]) => findingsFrom(part, issues, { raw: source.values[part], written }))
    .filter(({ path }) => !source.sealed.some((place) => isWithin(path, place)));
}

/** A key that is there, only misspelt, is not reported as missing as well. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap((finding) => (finding.meant === undefined ? [] : [formatPath(finding.meant)])),
  );
  return findings.filter((finding) => finding.meant !== undefined || !meant.has(formatPath(finding.path)));
}

/** Runs the rules. What they conclude from a value that is faulty itself, or sealed, is not worth telling. */
function ruleFindings(
  parts: ReadableParts,
  source: ConfigSource,
  today: Date,
  salvaged: SalvagedParts,
  found: readonly Finding[],
): Finding[] {
  const isWritten = (path: Path): boolean => valueAt(source.values, path) !== undefined;
  const context = { stack: source.stack, today, disabledProviders: disabledProviders(source), isWritten };
  const doubtful = [...found.flatMap(({ path, meant }) => [path, meant ?? path]), ...source.sealed];
  const isDoubtful = (path: Path): boolean => doubtful.some((place) => touches(path, place));
  const original = ([part = "", ...rest]: Path): Path => {
    const places = isPartName(part) ? salvaged.get(part) : undefined;
    return [part, ...(places?.original(rest) ?? rest)];
  };
  return rules
    .flatMap((rule) => [...rule(parts, context)])
    .map((finding) => movePaths(finding, original))
    .filter(({ path, because = [] }) => ![path, ...because].some(isDoubtful));
}

function disabledProviders({ file }: ConfigSource): readonly unknown[] | undefined {
  const disabled = file?.values["pulumi:disable-default-providers"] ?? [];
  return file === undefined ? undefined : [disabled].flat();
}

function movePaths(finding: Finding, move: (path: Path) => Path): Finding {
  const { path, because, fix } = finding;
  return {
    ...finding,
    path: move(path),
    ...(because === undefined ? {} : { because: because.map(move) }),
    ...(fix === undefined ? {} : { fix: fix.map((step) => moveStep(step, move)) }),
  };
}

function moveStep(step: FixStep, move: (path: Path) => Path): FixStep {
  if ("set" in step) return { ...step, set: move(step.set) };
  return "remove" in step ? { remove: move(step.remove) } : step;
}
