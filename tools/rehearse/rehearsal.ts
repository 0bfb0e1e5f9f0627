import type { World, WorldObject } from "../../sandbox";
import type { PolicyViolation, RunResult, Step } from "./run-result";
import type { OnProgress, Stage } from "./stage";

/** What one phase of a rehearsal did, and whether what must hold held. */
export interface Phase {
  readonly title: string;
  /** One line for the reader: what happened. */
  readonly outcome: string;
  readonly durationMs: number;
  /** Why the phase did not hold; empty when it did. */
  readonly problems: readonly string[];
  readonly run: RunResult;
}

/** Names that fit a line. */
const MOST_NAMES = 3;

interface Act {
  readonly title: string;
  readonly run: (onProgress: OnProgress) => Promise<RunResult>;
  readonly outcome: (run: RunResult) => string;
  readonly problems: (run: RunResult) => readonly string[];
}

/** The operations of a {@link Stage} that a rehearsal plays. */
export type Play = Pick<Stage, "preview" | "up" | "refresh" | "previewDestroy" | "destroy">;

/** Runs one phase and may show that it is under way. */
export type Watch = (title: string, run: (onProgress: OnProgress) => Promise<RunResult>) => Promise<RunResult>;

/**
 * Takes a stage through the life of a stack and yields each phase as it ends; the first phase that does not hold is
 * the last. A protected stack must first refuse its destruction, and then takes the two documented steps.
 *
 * @param teardown switches the protection off in config, as the runbook for destroying a stack says
 */
export async function* rehearse(
  stage: Play,
  world: World,
  teardown: () => Promise<void>,
  watch: Watch,
): AsyncGenerator<Phase, void, undefined> {
  const before = world.objects;
  const created = yield* play(watch, [
    {
      title: "preview",
      run: (onProgress) => stage.preview(onProgress),
      outcome: counted("to create"),
      problems: onlyOps("create"),
    },
    {
      title: "up",
      run: (onProgress) => stage.up(onProgress),
      outcome: counted("created"),
      problems: onlyOps("create"),
    },
    {
      title: "preview again",
      run: (onProgress) => stage.preview(onProgress),
      outcome: always("no changes"),
      problems: noSteps,
    },
    {
      title: "refresh",
      run: (onProgress) => stage.refresh(onProgress),
      outcome: always("no drift"),
      problems: noSteps,
    },
  ]);
  if (created === undefined) return;
  const guarded = created[1]?.run.steps.filter(({ protect }) => protect) ?? [];
  const twoSteps: readonly Act[] = [
    {
      title: "destroy is refused",
      // The preview is what refuses: an update without it deletes what is not protected before it meets what is.
      run: () => stage.previewDestroy(),
      outcome: () => `by ${guarded.length} protected resources: ${listRoots(guarded)}`,
      problems: (run) => (run.succeeded ? ["a protected stack may be destroyed"] : []),
    },
    {
      title: "protection off",
      run: (onProgress) => teardown().then(() => stage.up(onProgress)),
      outcome: (run) => `by config (groundwork:teardown): ${counted("updated")(run)}`,
      problems: onlyOps("update"),
    },
  ];
  const destroy: Act = {
    title: "destroy",
    run: (onProgress) => stage.destroy(onProgress),
    outcome: (run) => `${run.steps.length - retained(run).length} deleted, ${describeRest(retained(run))}`,
    problems: (run) => [...onlyOps("delete")(run), ...wrongRest(world, before, retained(run))],
  };
  yield* play(watch, guarded.length > 0 ? [...twoSteps, destroy] : [destroy]);
}

/** Plays acts in turn; returns their phases, or undefined when one did not hold. */
async function* play(
  watch: Watch,
  acts: readonly Act[],
): AsyncGenerator<Phase, readonly Phase[] | undefined, undefined> {
  const phases: Phase[] = [];
  for (const { title, run, outcome, problems } of acts) {
    const result = await watch(title, run);
    const found = problems(result);
    const phase = { title, outcome: outcome(result), durationMs: result.durationMs, problems: found, run: result };
    phases.push(phase);
    yield phase;
    if (found.length > 0) return undefined;
  }
  return phases;
}

/** Names the protected resources that do not merely inherit protection from a protected parent. */
function listRoots(guarded: readonly Step[]): string {
  const urns = new Set(guarded.map(({ urn }) => urn));
  return listNames(guarded.filter(({ parent }) => !urns.has(parent)));
}

function listNames(steps: readonly Step[]): string {
  const names = [...new Set(steps.map(({ urn }) => logicalName(urn)))].sort();
  const rest = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function counted(verb: string): (run: RunResult) => string {
  return ({ steps }) => `${steps.length} ${verb}`;
}

function always(outcome: string): () => string {
  return () => outcome;
}

function onlyOps(op: Step["op"]): (run: RunResult) => readonly string[] {
  return (run) => [
    ...failures(run),
    ...run.steps.filter((step) => step.op !== op).map((step) => `unexpected ${describe(step)}`),
    ...run.violations.filter(({ level }) => level === "mandatory").map(describeViolation),
  ];
}

function noSteps(run: RunResult): readonly string[] {
  return [...failures(run), ...run.steps.map((step) => `unexpected ${describe(step)}`)];
}

function failures({ succeeded, errors }: RunResult): readonly string[] {
  return succeeded ? [] : errors;
}

/** What the program tells Pulumi to forget and AWS to keep: protections of the account that outlive the stack. */
function retained({ steps }: RunResult): readonly Step[] {
  return steps.filter(({ op, retainOnDelete }) => op === "delete" && retainOnDelete);
}

function describeRest(kept: readonly Step[]): string {
  if (kept.length === 0) return "nothing left";
  return `nothing left but ${listNames(kept)}, retained on purpose`;
}

/** After a destroy the world must hold what it did before and what is retained on purpose, all of it and nothing else. */
function wrongRest(world: World, before: readonly WorldObject[], kept: readonly Step[]): readonly string[] {
  const isKept = ({ type, id }: Pick<Step, "type" | "id">): boolean =>
    kept.some((step) => step.type === type && step.id === id);
  return [
    ...world.objects
      .filter((object) => !isKept(object) && !before.includes(object))
      .map(({ type, id, name }) => `left behind: ${type} ${name} (${id})`),
    ...before
      .filter((object) => !world.objects.includes(object))
      .map(({ type, id }) => `deleted, though it is not the stack's: ${type} (${id})`),
    ...kept
      .filter(({ type, id }) => world.get(type, id) === undefined)
      .map(({ urn }) => `deleted, though it should be retained: ${logicalName(urn)}`),
  ];
}

function describe({ op, urn, changes }: Step): string {
  const what = `${op} of ${logicalName(urn)}`;
  return changes.length === 0 ? what : `${what}, changed: ${changes.join(", ")}`;
}

/** The message of a violation begins with the description of its rule; the last line is the finding. */
export function describeViolation({ urn, policy, level, message }: PolicyViolation): string {
  const [finding = message] = message.split("\n").reverse();
  return `${policy} (${level === "mandatory" ? level : "advisory"}): ${logicalName(urn)}: ${finding}`;
}

export function logicalName(urn: string): string {
  return urn.split("::").pop() ?? urn;
}
