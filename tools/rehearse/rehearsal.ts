import { readMessage } from "../../policy/message";
import type { World, WorldObject } from "../../sandbox";
import { isResource, type PolicyViolation, type RunResult, type Step } from "./run-result";
import type { OnProgress, Stage } from "./stage";

/** Result of one phase of a rehearsal. */
export interface Phase {
  readonly title: string;
  /** What the phase did, in one line. */
  readonly outcome: string;
  readonly durationMs: number;
  /** Reasons why the phase failed; empty when it succeeded. */
  readonly problems: readonly string[];
  readonly run: RunResult;
}

interface PhaseDefinition {
  readonly title: string;
  readonly run: (onProgress: OnProgress) => Promise<RunResult>;
  readonly outcome: (run: RunResult) => string;
  readonly problems: (run: RunResult) => readonly string[];
}

/** The operations of a {@link Stage} that a rehearsal runs. */
export type StackOperations = Pick<Stage, "preview" | "up" | "refresh" | "previewDestroy" | "destroy">;

/** Runs one phase and reports its progress. */
export type ProgressReporter = (
  title: string,
  run: (onProgress: OnProgress) => Promise<RunResult>,
) => Promise<RunResult>;

/**
 * Runs the phases of a stack's life cycle and yields each result; stops after the first phase that fails. For a stack with
 * protected resources, `destroy` must fail first, and then succeed after the two steps in docs/runbooks/destroy.md.
 *
 * @param teardown disables the protection in the stack file, as docs/runbooks/destroy.md describes
 */
export async function* rehearse(
  stage: StackOperations,
  world: World,
  teardown: () => Promise<void>,
  reportProgress: ProgressReporter,
): AsyncGenerator<Phase, void, undefined> {
  const before = world.objects;
  const created = yield* runPhases(reportProgress, [
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
  const createdSteps = created[1]?.run.steps ?? [];
  const isProtected = createdSteps.some(({ protect }) => protect);
  const twoSteps: readonly PhaseDefinition[] = [
    {
      title: "destroy is refused",
      // Only the preview rejects the operation before it changes anything: a destroy without preview deletes unprotected
      // resources first.
      run: () => stage.previewDestroy(),
      outcome: () =>
        describeCounts(
          "protected",
          countByComponent(createdSteps, ({ protect }) => protect),
        ),
      problems: (run) => (run.succeeded ? ["destroy is not refused although resources are protected"] : []),
    },
    {
      title: "disable protection",
      run: (onProgress) => teardown().then(() => stage.up(onProgress)),
      // Only the state has the protection of Pulumi: a resource without another protection is not updated.
      outcome: (run) =>
        run.steps.some(isResource) ? `teardown is set: ${counted("updated")(run)}` : "teardown is set",
      problems: onlyOps("update"),
    },
  ];
  const destroy: PhaseDefinition = {
    title: "destroy",
    run: (onProgress) => stage.destroy(onProgress),
    outcome: (run) => {
      const kept = retained(run).length;
      const deleted = run.steps.filter(isResource).length - kept;
      return `${deleted} deleted, ${kept === 0 ? "no objects left" : `${kept} retained on purpose`}`;
    },
    problems: (run) => [...onlyOps("delete")(run), ...unexpectedRemainder(world, before, retained(run))],
  };
  yield* runPhases(reportProgress, isProtected ? [...twoSteps, destroy] : [destroy]);
}

/** Creates the stack of the platform whose outputs an application reads. */
export async function* createPlatform(
  stage: Pick<Stage, "up">,
  reportProgress: ProgressReporter,
): AsyncGenerator<Phase, void, undefined> {
  yield* runPhases(reportProgress, [
    { title: "platform", run: (onProgress) => stage.up(onProgress), outcome: counted("created"), problems: failures },
  ]);
}

/** Runs phases in order; returns their results, or undefined when one failed. */
async function* runPhases(
  reportProgress: ProgressReporter,
  definitions: readonly PhaseDefinition[],
): AsyncGenerator<Phase, readonly Phase[] | undefined, undefined> {
  const phases: Phase[] = [];
  for (const { title, run, outcome, problems } of definitions) {
    const result = await reportProgress(title, run);
    const found = problems(result);
    const phase = { title, outcome: outcome(result), durationMs: result.durationMs, problems: found, run: result };
    phases.push(phase);
    yield phase;
    if (found.length > 0) return undefined;
  }
  return phases;
}

function counted(verb: string): (run: RunResult) => string {
  return ({ steps }) => `${steps.filter(isResource).length} ${verb}`;
}

/** Number of resources at AWS and in Kubernetes by component; `stack` counts those without a component. */
export type ComponentCounts = readonly { readonly name: string; readonly resources: number }[];

/**
 * Counts resources by top-level component: the ancestor directly below the stack.
 *
 * @param steps all steps of the update that creates the stack
 */
export function countByComponent(steps: readonly Step[], isCounted: (step: Step) => boolean): ComponentCounts {
  const parents = new Map(steps.map(({ urn, parent }) => [urn, parent]));
  const stackUrn = steps.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  const top = (urn: string): string => {
    const parent = parents.get(urn);
    return parent === undefined || parent === "" || parent === stackUrn ? urn : top(parent);
  };
  const counts = new Map<string, number>();
  for (const step of steps.filter((one) => isResource(one) && isCounted(one))) {
    const owner = top(step.urn);
    const name = owner === step.urn ? "stack" : logicalName(owner);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, resources]) => ({ name, resources }))
    .sort((a, b) => b.resources - a.resources || a.name.localeCompare(b.name));
}

/** The sum and its parts: `12 created: cluster 7, network 5`. */
export function describeCounts(verb: string, counts: ComponentCounts): string {
  const total = counts.reduce((sum, { resources }) => sum + resources, 0);
  return `${total} ${verb}: ${counts.map(({ name, resources }) => `${name} ${resources}`).join(", ")}`;
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
  // The engine reports an error of the program once for the program and once for the update.
  return succeeded ? [] : [...new Set(errors)];
}

/** Resources with `retainOnDelete`: account-wide protections, which Pulumi removes from its state and AWS keeps. */
export function retained({ steps }: RunResult): readonly Step[] {
  return steps.filter(({ op, retainOnDelete }) => op === "delete" && retainOnDelete);
}

/** After a destroy, exactly the objects that existed before and those with `retainOnDelete` must exist. */
function unexpectedRemainder(world: World, before: readonly WorldObject[], kept: readonly Step[]): readonly string[] {
  const isKept = ({ type, id }: Pick<Step, "type" | "id">): boolean =>
    kept.some((step) => step.type === type && step.id === id);
  return [
    ...world.objects
      .filter((object) => !isKept(object) && !before.includes(object))
      .map(({ type, id, name }) => `not deleted: ${type} ${name} (${id})`),
    ...before
      .filter((object) => !world.objects.includes(object))
      .map(({ type, id }) => `deleted although it does not belong to the stack: ${type} (${id})`),
    ...kept
      .filter(({ type, id }) => world.get(type, id) === undefined)
      .map(({ urn }) => `deleted although it must be retained: ${logicalName(urn)}`),
  ];
}

function describe({ op, urn, changes }: Step): string {
  const what = `${op} of ${logicalName(urn)}`;
  return changes.length === 0 ? what : `${what}, changed: ${changes.join(", ")}`;
}

function describeViolation(violation: PolicyViolation): string {
  const { finding, details } = readMessage(violation.message);
  return [`${ruleOf(violation)}: ${logicalName(violation.urn)}: ${finding}`, ...details].join("\n");
}

/** The policy and its enforcement level, or why the finding stops nothing. */
export function ruleOf({ policy, level, message }: PolicyViolation): string {
  const { status } = readMessage(message);
  if (status !== "violation") return `${policy} (${status})`;
  return `${policy} (${level === "mandatory" ? level : "advisory"})`;
}

/** What is wrong; of a waived violation, also who accepts it. */
export function findingOf({ message }: PolicyViolation): string {
  const { finding, waiver } = readMessage(message);
  return waiver === undefined ? finding : `${finding}. ${waiver}`;
}

export function logicalName(urn: string): string {
  return urn.split("::").pop() ?? urn;
}
