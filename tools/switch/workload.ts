import type { Kubectl } from "../kubectl/kubectl";
import type { RunCommand } from "../terminal/command";
import { commandLine } from "../terminal/shell";
import { reasonOf, ToolError } from "../terminal/tool";
import { type Judgement, judge, type Measurement } from "./gate";
import {
  type Division,
  divisionOf,
  type Ingress,
  readIngresses,
  replaceAnnotation,
  requireOverwritable,
  shareOf,
  withShare,
} from "./ingress";
import { measure } from "./metrics";
import type { Settings } from "./settings";
import { findTargetGroups, type TargetGroup, unreadyReason } from "./target-groups";

/** External functions that a switch calls; tests replace them. */
export interface Context {
  readonly kubectl: Kubectl;
  /** Runs the AWS CLI. */
  readonly run: RunCommand;
  readonly now: () => Date;
  /** Rejects with a ToolError if the command is interrupted. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Shows what the command does. */
  readonly progress: (text: string) => void;
}

/** A percentage of the requests, and how the version handled them. */
export interface Step extends Measurement {
  readonly percent: number;
  readonly verdict: Judgement["verdict"];
}

export interface Outcome {
  /** `<namespace>/<ingress>` */
  readonly workload: string;
  /** Service of the new version; undefined if the Ingress names none. */
  readonly to: string | undefined;
  /**
   * `not ready`: nothing was changed, because targets are not healthy. `failed`: the decision could not be made. After
   * `undecided` and `failed`, the weights are those from before the command, if they can be written.
   */
  readonly result: "switched" | "switched back" | "undecided" | "not ready" | "failed";
  readonly reason: string;
  /** Weights by Service at the end; undefined if they are unknown. */
  readonly weights: Readonly<Record<string, number>> | undefined;
  readonly steps: readonly Step[];
}

const MINUTE_MS = 60_000;

/** Targets of new pods need minutes until they are healthy. */
const READY_ATTEMPTS = 20;
const READY_INTERVAL_MS = 15_000;

/** The controller needs seconds to change the load balancer after the annotation has changed. */
const CONTROLLER_MS = 30_000;

/** Metrics of a minute arrive within this time after its end. */
const METRICS_DELAY_MS = 2 * MINUTE_MS;

/**
 * Gives the requests of an Ingress to another version step by step, as long as the version passes the gate, and otherwise back
 * to the previous version. After an error, the weights are those from before the command.
 */
export async function switchWorkload(
  ingress: Ingress,
  candidate: string,
  settings: Settings,
  context: Context,
): Promise<Outcome> {
  const workload = `${ingress.namespace}/${ingress.name}`;
  const steps: Step[] = [];
  const division = divisionOf(ingress, candidate);
  const weights = new Weights(ingress, division, context.kubectl);
  const end = (result: Outcome["result"], reason: string): Outcome => ({
    workload,
    to: candidate,
    result,
    reason,
    weights: weights.current,
    steps,
  });
  requireOverwritable(ingress, division.annotation);
  const { kubectl, run, progress } = context;
  const versions = [division.candidate, division.previous];
  const [group, previous] = await findTargetGroups(ingress, versions, kubectl, run);
  if (group === undefined || previous === undefined) throw new Error("each version has a target group");
  const unready = await waitUntilReady(group, previous, context);
  if (unready !== undefined) return end("not ready", unready);
  // An error of CloudWatch, such as a missing permission, appears before the weights change.
  const now = context.now().getTime();
  await measure(group, new Date(now - METRICS_DELAY_MS), new Date(now), run);

  // The reason for which the version failed. From then on, it gets no requests again, even if its share was larger before.
  let refused: string | undefined;
  try {
    for (const percent of stepsFrom(shareOf(division), settings.steps)) {
      await weights.give(percent);
      progress(`${workload}: ${candidate} gets ${percent}% of the requests for ${settings.bakeMinutes} minutes.`);
      const { measurement, verdict, reason } = await observe(group, settings, context);
      steps.push({ percent, ...measurement, verdict });
      progress(`${workload}: ${verdict} at ${percent}%: ${reason}.`);
      if (verdict === "failed") {
        refused = `at ${percent}%, ${reason}`;
        await weights.give(0);
        return end("switched back", `${refused}${await outageReason(previous, run)}`);
      }
      if (verdict === "undecided") {
        await weights.restore();
        return end("undecided", `at ${percent}%, ${reason}`);
      }
    }
    await weights.requireUnchanged();
  } catch (error) {
    const failure = refused === undefined ? reasonOf(error) : `${refused}\n${reasonOf(error)}`;
    const second = await (refused === undefined ? weights.restore() : weights.give(0)).then(() => undefined, reasonOf);
    if (second === undefined && refused !== undefined) {
      return end("switched back", `${refused}${await outageReason(previous, run)}`);
    }
    if (second === undefined) return end("failed", failure);
    const target = ["ingress", ingress.name, "--namespace", ingress.namespace, "--overwrite"];
    const [unrestored, text] =
      refused === undefined
        ? ["The weights from before the command were not restored", division.text]
        : ["The previous version did not get all requests back", withShare(division, 0)];
    const restore = commandLine(["kubectl", "annotate", ...target, `${division.annotation}=${text}`]);
    const reason = `${failure}\n${unrestored}: ${second}\nTo set the weights: ${restore}`;
    return { ...end("failed", reason), weights: undefined };
  }
  return end("switched", `${candidate} gets all requests`);
}

/** The steps that are not below the present percentage. The last one, 100, is always observed. */
export function stepsFrom(share: number, steps: readonly number[]): readonly number[] {
  return steps.filter((step) => step >= share);
}

/** The weights of an Ingress. */
class Weights {
  #text: string;
  /** A value whose write failed. Its answer may be lost, for example by Ctrl-C, after the API server accepted it. */
  #attempted: string | undefined;
  #percent: number | undefined;

  constructor(
    private readonly ingress: Ingress,
    private readonly division: Division,
    private readonly kubectl: Kubectl,
  ) {
    this.#text = division.text;
  }

  /** The weights as the command left them. */
  get current(): Readonly<Record<string, number>> {
    const { candidate, previous } = this.division;
    const percent = this.#percent;
    return percent === undefined
      ? { [previous.service]: previous.weight, [candidate.service]: candidate.weight }
      : { [previous.service]: 100 - percent, [candidate.service]: percent };
  }

  /** Gives a percentage of the requests to the candidate. */
  async give(percent: number): Promise<void> {
    if (shareOf(this.division) === percent && this.#percent === undefined) return;
    await this.#write(withShare(this.division, percent));
    this.#percent = percent;
  }

  /** Writes the weights from before the command. */
  async restore(): Promise<void> {
    await this.#write(this.division.text);
    this.#percent = undefined;
  }

  /** Throws a ToolError if the weights are not those that the command wrote. */
  async requireUnchanged(): Promise<void> {
    if ((await this.#read()) !== this.#text) throw new ToolError("The weights of the Ingress have changed meanwhile.");
  }

  async #read(): Promise<string | undefined> {
    const [present] = await readIngresses(this.kubectl, this.ingress);
    return present?.annotations[this.division.annotation];
  }

  async #write(text: string): Promise<void> {
    if (this.#attempted !== undefined && (await this.#read()) === this.#attempted) this.#text = this.#attempted;
    if (text === this.#text) return;
    this.#attempted = text;
    await replaceAnnotation(this.kubectl, this.ingress, this.division.annotation, this.#text, text);
    this.#text = text;
    this.#attempted = undefined;
  }
}

/** What to add to the reason of a switch back if the previous version cannot answer, for example because it scaled to zero. */
async function outageReason(previous: TargetGroup, run: RunCommand): Promise<string> {
  const reason = await unreadyReason(previous, "any", run).catch(() => undefined);
  return reason === undefined ? "" : `; now requests can fail, because ${reason}`;
}

/** Why the versions cannot be switched after five minutes: the new one needs healthy targets, the previous one some to return to. */
async function waitUntilReady(
  candidate: TargetGroup,
  previous: TargetGroup,
  { run, wait, progress }: Context,
): Promise<string | undefined> {
  const check = async (): Promise<string | undefined> =>
    (await unreadyReason(candidate, "all", run)) ?? (await unreadyReason(previous, "any", run));
  let reason = await check();
  for (let attempt = 1; reason !== undefined && attempt < READY_ATTEMPTS; attempt += 1) {
    if (attempt === 1) progress(`Waiting for healthy targets: ${reason}.`);
    await wait(READY_INTERVAL_MS);
    reason = await check();
  }
  return reason;
}

/** Reads the metrics every minute, until they decide. */
async function observe(
  group: TargetGroup,
  settings: Settings,
  { run, now, wait }: Context,
): Promise<Judgement & { readonly measurement: Measurement }> {
  // Metrics have a value for each full minute.
  const start = new Date(Math.ceil((now().getTime() + CONTROLLER_MS) / MINUTE_MS) * MINUTE_MS);
  const end = start.getTime() + settings.bakeMinutes * MINUTE_MS;
  for (;;) {
    await wait(MINUTE_MS);
    const time = now().getTime();
    if (time <= start.getTime()) continue;
    const measurement = await measure(group, start, new Date(Math.min(time, end)), run);
    const judgement = judge(measurement, settings, time >= end + METRICS_DELAY_MS);
    if (judgement.verdict !== "continue") return { ...judgement, measurement };
  }
}
