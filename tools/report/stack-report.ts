import type { Bill } from "../../domain/cost/bill";
import { costOf } from "./cost";
import { type Change, type ChangeKind, type Notice, type StackReport, stackReportSchema } from "./model";
import { LIMITS_FILE } from "./change-limits";
import { fingerprintOf, type Fingerprint } from "./fingerprint";
import { type AllowedChanges, limitsOf } from "./limits";
import { noticesOf } from "./notices";
import { type ClassifiedProblem, configFindings, problemsOf, sentenceOf } from "./problems";
import { changesOf } from "./read/changes";
import type { Preview } from "./read/preview";
import { tagsOf } from "./tags";
import { redactTexts } from "./redact-texts";

/** What is known about a stack besides its previews. */
export type StackFacts = Pick<StackReport, "stack" | "file" | "commands"> &
  Partial<Pick<StackReport, "environment" | "state">>;

export interface StackPreviews {
  readonly preview: Preview;
  /** The preview of a refresh; omitted if nobody compared the state with AWS. */
  readonly drift?: Preview | undefined;
  readonly allowed: AllowedChanges;
  /** The revision whose limits apply, if the change has other ones. */
  readonly limitsSince?: string | undefined;
  /** The revision without a stack file from which the preview starts, for a stack that is new. */
  readonly newSince?: string | undefined;
  /** Secret values that the engine does not know to be secret. */
  readonly secrets?: readonly unknown[];
  /** The bills before and after the change; omitted if the stack file does not say what the stack costs. */
  readonly bills?: { readonly before: Bill | undefined; readonly after: Bill } | undefined;
}

export interface ReportedStack {
  readonly report: StackReport;
  readonly fingerprint: Fingerprint;
}

/** The report of one stack. No text in it contains a secret. */
export function reportStack(
  facts: StackFacts,
  { preview, drift, allowed, limitsSince, newSince, secrets = [], bills }: StackPreviews,
): ReportedStack {
  for (const secret of secrets) preview.secrets.add(secret);
  const redactor = preview.secrets.merge(drift?.secrets).redactor();
  const changes = changesOf(preview, redactor);
  const problems = problemsOf(preview);
  const limits = preview.succeeded || !hasFailed(problems) ? limitsOf(changes, preview, allowed) : [];
  const fingerprint = fingerprintOf(facts.stack, preview, drift, redactor);
  const outcome = outcomeOf(preview, changes, problems, limits);
  const tags = tagsOf(preview);
  const report: StackReport = {
    ...facts,
    outcome,
    counts: countsOf(changes, preview),
    changes,
    drift: drift === undefined ? [] : changesOf(drift, redactor),
    notices: [
      ...newStackNotice(newSince, facts.file),
      ...limitsNotice(limitsSince),
      ...noticesOf(preview),
      ...effectsOf(preview),
    ],
    limits,
    policy: [...preview.policy],
    ...(preview.policyRules.size === 0 ? {} : { policyRules: preview.policyRules.size }),
    problems: problems.map(({ problem }) => problem),
    // After a failed preview, nothing is known about what the update would create.
    ...(bills === undefined || outcome === "failed" ? {} : { cost: costOf(bills.before, bills.after, changes) }),
    ...(tags === undefined || hasFailed(problems) ? {} : { tags }),
    ...(hasFailed(problems) ? {} : { fingerprint: fingerprint.fingerprint }),
  };
  // What the caller states are names of files and stacks, and the fingerprint is a hash: none of them comes from events.
  const { stack, file, commands } = facts;
  const stated = {
    stack,
    file,
    commands,
    ...(report.fingerprint === undefined ? {} : { fingerprint: report.fingerprint }),
  };
  return { report: { ...redactTexts(stackReportSchema, report, redactor), ...stated }, fingerprint };
}

/** The report of a stack whose stack file cannot be read, so that there is no preview. */
export function reportInvalidStack(facts: StackFacts, message: string): StackReport {
  const found = configFindings(message);
  return {
    ...facts,
    outcome: "invalid",
    counts: { create: 0, update: 0, replace: 0, delete: 0, unchanged: 0 },
    changes: [],
    drift: [],
    notices: [],
    limits: [],
    policy: [],
    problems: found.length > 0 ? [...found] : [{ message }],
  };
}

function outcomeOf(
  { succeeded, policy }: Preview,
  changes: readonly Change[],
  problems: readonly ClassifiedProblem[],
  limits: StackReport["limits"],
): StackReport["outcome"] {
  if (problems.some(({ kind }) => kind === "config")) return "invalid";
  if (problems.some(({ kind }) => kind === "transition")) return "refused";
  if (hasFailed(problems)) return "failed";
  if (policy.some(({ level }) => level === "mandatory") || problems.length > 0 || limits.length > 0) return "refused";
  if (!succeeded) return "failed";
  return changes.length === 0 ? "unchanged" : "changed";
}

/** Whether an error ended the preview before it was complete. */
function hasFailed(problems: readonly ClassifiedProblem[]): boolean {
  return problems.some(({ kind }) => kind !== "protected" && kind !== "policy");
}

function countsOf(changes: readonly Change[], { unchanged }: Preview): StackReport["counts"] {
  const count = (kind: ChangeKind): number => changes.filter((change) => change.kind === kind).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    unchanged,
  };
}

function newStackNotice(since: string | undefined, file: string): readonly Notice[] {
  if (since === undefined) return [];
  const text = `The stack is new: ${file} does not exist at ${since}, so the change creates all of its resources.`;
  return [{ kind: "effect", resource: "", text }];
}

function limitsNotice(since: string | undefined): readonly Notice[] {
  if (since === undefined) return [];
  const text = `The change has another ${LIMITS_FILE} than ${since}. The limits of ${since} apply until the change is merged.`;
  return [{ kind: "effect", resource: "", text }];
}

/** The events of the engine say the same, of every resource. */
const SAID_BY_EVENTS: readonly string[] = ["transitions/protection-removed", "transitions/bucket-deleted"];

/** Effects on more than the resource that changes, of which config/transitions warns. */
function effectsOf({ warnings }: Preview): readonly Notice[] {
  return warnings
    .flatMap(({ message }) => configFindings(message))
    .filter(({ code }) => code.startsWith("transitions/") && !SAID_BY_EVENTS.includes(code))
    .map((finding) => ({ kind: "effect", resource: "", text: sentenceOf(finding) }));
}
