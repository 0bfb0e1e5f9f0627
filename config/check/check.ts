import { misreadFindings } from "./misread-findings";
import { billStaysBelowTheCeiling, budgetsCoverTheBill } from "../budgets/rules";
import { changeRules } from "../transitions";
import { type Finding, move, movedStep } from "../diagnostics/finding";
import { isPartName, sample, schemaAt } from "../schema/json-schema";
import { formatPath, isContainer, isWithin, type Path, valueAt } from "../source/path";
import { PathSet } from "../source/path-set";
import type { Problem } from "../diagnostics/problem";
import { proveFixes } from "../diagnostics/prove-fixes";
import { readRecord, valuesNow } from "../transitions/record";
import { byPosition, toProblem, writtenAt } from "../diagnostics/report";
import { type PlatformConfig, resolve } from "../resolve/resolve";
import { type ReadableParts, rules } from "./rules";
import { credentialFindings, secretFindings } from "./secret-findings";
import { type Salvaged, salvage } from "../schema/salvage";
import { type PartName, type Parts, PLATFORM_PARTS, schemaOf } from "../schema";
import { unknownKey } from "../diagnostics/key-findings";
import { findingsFrom } from "../diagnostics/schema-findings";
import { NAMESPACE } from "../source/keys";
import type { ConfigSource } from "../source/source";
import { suggest } from "../../domain/suggest";

/** The result of a check. */
export interface Verdict<Config = PlatformConfig> {
  /** All errors, in the order of the file. */
  readonly problems: readonly Problem[];
  /** All warnings, in the order of the file. */
  readonly warnings: readonly Problem[];
  /** The configuration; undefined with errors, and with encrypted values that cannot be decrypted here. */
  readonly config: Config | undefined;
  /** The valid parts, for display. */
  readonly parts: ReadableParts;
}

/** Checks every value and every relation between values, and resolves a valid configuration. */
export function check(source: ConfigSource, today: Date): Verdict {
  const { found, parts } = examine(source, today, PLATFORM_PARTS);
  const problems = report(found, source, (other) => findingsIn(other, today));
  const verdict = verdictOf(source, problems, parts, () => resolve(parts as Parts));
  if (verdict.config === undefined) return verdict;
  const costs = costFindings(verdict.config, today).map((finding) => ({ finding, defaults: parts }));
  if (costs.length === 0) return verdict;
  const excess = report(costs, source, (other) => findingsIn(other, today));
  return verdictOf(source, [...verdict.warnings, ...excess], parts, () => resolve(parts as Parts));
}

/** Everything that {@link check} would find, as data. */
function findingsIn(source: ConfigSource, today: Date): readonly Finding[] {
  const { found, parts } = examine(source, today, PLATFORM_PARTS);
  const findings = found.map(({ finding }) => finding);
  const isUsable = source.sealed.length === 0 && findings.every(({ warning }) => warning);
  return isUsable ? [...findings, ...costFindings(resolve(parts as Parts), today)] : findings;
}

/** What only the bill of a valid configuration shows. */
function costFindings(config: PlatformConfig, today: Date): Finding[] {
  return [...billStaysBelowTheCeiling(config, today), ...budgetsCoverTheBill(config, today)];
}

/** A finding, with the defaults to show where the file has no value. */
export interface Found {
  readonly finding: Finding;
  readonly defaults: unknown;
}

/** All findings about the parts of a stack file, and their valid values. */
export function examine(
  source: ConfigSource,
  today: Date,
  partNames: readonly PartName[],
): { readonly found: readonly Found[]; readonly parts: ReadableParts } {
  const salvaged = new Map(partNames.map((part) => [part, salvagePart(part, source)]));
  const parts = Object.fromEntries(partNames.map((part) => [part, salvaged.get(part)?.value])) as ReadableParts;

  const misread = misreadFindings(source);
  const misreadPlaces = new Set(misread.map(({ path }) => formatPath(path)));
  const faults = withoutRepeats([
    ...keyFindings(source, partNames),
    ...misread,
    ...schemaFindings(source, salvaged).filter(({ path }) => !misreadPlaces.has(formatPath(path))),
    ...secretFindings(source),
    ...credentialFindings(source),
  ]);
  const found = [
    ...faults.map((finding) => ({ finding, defaults: {} })),
    ...ruleFindings(parts, source, today, salvaged, faults).map((finding) => ({ finding, defaults: parts })),
  ];
  return { found, parts };
}

const salvages = new Map<PartName, WeakMap<object, Salvaged<unknown>>>();

/** Reads each part once: the trial of a fix changes one part and shares the others with the file. */
function salvagePart(part: PartName, { values, extensions }: ConfigSource): Salvaged<unknown> {
  const raw = values[part];
  const read = (): Salvaged<unknown> =>
    salvage(schemaOf(part, extensions), raw, (path) => sample(schemaAt([part, ...path], extensions)));
  if (!isContainer(raw)) return read();
  const known = salvages.get(part) ?? new WeakMap<object, Salvaged<unknown>>();
  const salvaged = known.get(raw) ?? read();
  salvages.set(part, known.set(raw, salvaged));
  return salvaged;
}

/** Findings as problems to show, with fixes that were tested. */
export function report(
  found: readonly Found[],
  source: ConfigSource,
  findingsIn: (source: ConfigSource) => readonly Finding[],
): Problem[] {
  const proven = proveFixes(
    found.map(({ finding }) => finding),
    source,
    findingsIn,
  );
  return proven.map((finding, index) => toProblem(finding, source, found[index]?.defaults));
}

export function verdictOf<Config>(
  source: ConfigSource,
  found: readonly Problem[],
  parts: ReadableParts,
  resolved: () => Config,
): Verdict<Config> {
  const { problems, warnings } = bySeverity(found);
  return {
    problems,
    warnings,
    config: problems.length === 0 && source.sealed.length === 0 ? resolved() : undefined,
    parts,
  };
}

function bySeverity(found: readonly Problem[]): Pick<Verdict, "problems" | "warnings"> {
  const sorted = [...found].sort(byPosition);
  const problems = sorted.filter(({ severity }) => severity === "error");
  return { problems, warnings: sorted.filter(({ severity }) => severity === "warning") };
}

/**
 * Checks the effect of a valid configuration on existing resources.
 *
 * @param record output of the last update; undefined before the first
 */
export function checkChange(
  source: ConfigSource,
  config: PlatformConfig,
  record: unknown,
  today: Date = new Date(),
): Pick<Verdict, "problems" | "warnings"> {
  const before = readRecord(record, source.secretKeys);
  const changes = (after: PlatformConfig): Finding[] =>
    changeRules.flatMap((rule) => [...rule({ before, now: valuesNow(after), config: after })]);
  const all = (other: ConfigSource): readonly Finding[] => {
    const findings = findingsIn(other, today);
    if (!findings.every(({ warning }) => warning)) return findings;
    return changes(resolve(examine(other, today, PLATFORM_PARTS).parts as Parts)).filter(({ warning }) => !warning);
  };
  const found = changes(config).map((finding) => ({ finding, defaults: config }));
  // The fix of an error may have effects, so warnings do not count in its proof.
  const errors = found.filter(({ finding }) => !finding.warning);
  const effects = found.filter(({ finding }) => finding.warning);
  return bySeverity([...report(errors, source, all), ...report(effects, source, all)]);
}

type SalvagedParts = ReadonlyMap<PartName, Salvaged<unknown>>;

/** Findings about keys that no program reads; the engine accepts them silently. */
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
        code: "schema/misspelt-key",
        path: [key],
        message: `Groundwork does not read this key. Did you mean "${fullKey}"?`,
        fix: [move([key], [fullKey])],
        meant: [name],
      },
    ];
  });
  return [...unknown, ...misplaced];
}

function schemaFindings(source: ConfigSource, salvaged: SalvagedParts): Finding[] {
  const written = (path: Path): string | undefined => writtenAt(path, source);
  const region = valueAt(source.values, ["aws", "region"]);
  return [...salvaged]
    .flatMap(([part, { issues }]) =>
      findingsFrom(part, issues, { raw: source.values[part], written, region, extensions: source.extensions }),
    )
    .filter(({ path }) => !source.sealed.some((place) => isWithin(path, place)));
}

/** Removes the report of a missing key where the key is misspelt. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const meant = new Set(
    findings.flatMap((finding) => (finding.meant === undefined ? [] : [formatPath(finding.meant)])),
  );
  return findings.filter((finding) => finding.meant !== undefined || !meant.has(formatPath(finding.path)));
}

/** Runs the rules, without findings that follow from an invalid or encrypted value. */
function ruleFindings(
  parts: ReadableParts,
  source: ConfigSource,
  today: Date,
  salvaged: SalvagedParts,
  found: readonly Finding[],
): Finding[] {
  const isWritten = (path: Path): boolean => valueAt(source.values, path) !== undefined;
  const context = { stack: source.stack, today, disabledProviders: disabledProviders(source), isWritten };
  const doubtful = new PathSet([...found.flatMap(({ path, meant }) => [path, meant ?? path]), ...source.sealed]);
  const original = ([part = "", ...rest]: Path): Path => {
    const places = isPartName(part) ? salvaged.get(part) : undefined;
    return [part, ...(places?.original(rest) ?? rest)];
  };
  return rules
    .flatMap((rule) => [...rule(parts, context)])
    .map((finding) => movePaths(finding, original))
    .filter(({ path, because = [] }) => ![path, ...because].some((place) => doubtful.touches(place)));
}

function disabledProviders({ file }: ConfigSource): readonly unknown[] | undefined {
  const disabled = file?.values["pulumi:disable-default-providers"] ?? [];
  return file === undefined ? undefined : [disabled].flat();
}

function movePaths(finding: Finding, relocate: (path: Path) => Path): Finding {
  const { path, because, fix } = finding;
  return {
    ...finding,
    path: relocate(path),
    ...(because === undefined ? {} : { because: because.map(relocate) }),
    ...(fix === undefined ? {} : { fix: fix.map((step) => movedStep(step, relocate)) }),
  };
}
