import { z } from "zod";

import type { Kubectl } from "../kubectl/kubectl";
import { explainUnreadable } from "../state/unreadable";
import type { CommandResult } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { parseJson } from "../terminal/json";
import { reasonOf, ToolError, UsageError } from "../terminal/tool";
import { divisionOf, type Ingress, readIngresses, shareOf } from "./ingress";
import { type SettingOptions, settingsOf, SWITCH_TO_LABEL } from "./settings";
import { type Context as WorkloadContext, type Outcome, switchWorkload } from "./workload";

/** External functions that the command calls; tests replace them. */
export interface Context extends Omit<WorkloadContext, "kubectl"> {
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  readonly kubectlFor: (kubeconfig: string) => Kubectl;
  readonly write: (text: string) => void;
}

/** The arguments of the command. */
export interface Request {
  /** `<namespace>/<ingress>`; undefined for every Ingress with the label. */
  readonly workload: string | undefined;
  /** Service of the new version; undefined for that of the label. */
  readonly to: string | undefined;
  readonly settings: SettingOptions;
  readonly isJson: boolean;
}

const outputs = z.object({ kubeconfig: z.string().optional() });

/**
 * Switches workloads of a stack to another version at the same time, and prints the outcomes. Returns the exit code.
 *
 * @param select Pulumi's options that select the stack
 */
export async function runSwitch(select: readonly string[], request: Request, context: Context): Promise<number> {
  const place = placeOf(request);
  requireValid(request.settings);
  const { kubeconfig } = await readOutputs(select, context);
  if (kubeconfig === undefined) throw new ToolError("The stack has no cluster: it has no output `kubeconfig`.");
  const kubectl = context.kubectlFor(kubeconfig);
  const ingresses = await readIngresses(kubectl, place);
  if (place !== undefined && ingresses.length === 0) {
    throw new ToolError(`The cluster has no Ingress ${request.workload ?? ""}.`);
  }
  const outcomes = await Promise.all(ingresses.map((each) => outcomeOf(each, request, { ...context, kubectl })));
  context.write(request.isJson ? JSON.stringify(outcomes, undefined, 2) : render(outcomes));
  return exitCodeOf(outcomes);
}

function placeOf({ workload, to }: Request): { readonly namespace: string; readonly name: string } | undefined {
  if (workload === undefined) {
    if (to === undefined) return undefined;
    throw new UsageError("The option --to needs the workload as an argument: <namespace>/<ingress>.");
  }
  const [namespace = "", name = "", ...others] = workload.split("/");
  if (namespace !== "" && name !== "" && others.length === 0) return { namespace, name };
  throw new UsageError(`The workload has the form <namespace>/<ingress>: ${workload}`);
}

/** An invalid option is an error of the arguments; an invalid annotation concerns its Ingress only. */
function requireValid(options: SettingOptions): void {
  try {
    settingsOf({}, options);
  } catch (error) {
    throw error instanceof ToolError ? new UsageError(error.message) : error;
  }
}

async function readOutputs(select: readonly string[], { pulumi }: Context): Promise<z.output<typeof outputs>> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "output", "--json", ...select]);
  if (exitCode !== 0) throw new ToolError(explainUnreadable(stderr, select));
  return parseJson(stdout, outputs, "The output of `pulumi stack output` has another form");
}

/**
 * A failure of one workload does not keep the others from being switched. Among all workloads with the label, those that are
 * switched already are left alone: an incident long after a release must not bring an old version back.
 */
async function outcomeOf(ingress: Ingress, request: Request, context: WorkloadContext): Promise<Outcome> {
  const workload = `${ingress.namespace}/${ingress.name}`;
  const to = request.to ?? ingress.labels[SWITCH_TO_LABEL];
  try {
    if (to === undefined || to === "") {
      throw new ToolError(`The label ${SWITCH_TO_LABEL} or the option --to must name the Service of the new version.`);
    }
    const division = divisionOf(ingress, to);
    if (request.workload === undefined && shareOf(division) === 100) {
      const weights = { [division.previous.service]: division.previous.weight, [to]: division.candidate.weight };
      return { workload, to, result: "switched", reason: `${to} has all requests already`, weights, steps: [] };
    }
    return await switchWorkload(ingress, to, settingsOf(ingress.annotations, request.settings), context);
  } catch (error) {
    return { workload, to, result: "failed", reason: reasonOf(error), weights: undefined, steps: [] };
  }
}

function exitCodeOf(outcomes: readonly Outcome[]): number {
  if (outcomes.some(({ result }) => result !== "switched" && result !== "undecided")) return ExitCode.failure;
  return outcomes.some(({ result }) => result === "undecided") ? ExitCode.remainder : ExitCode.success;
}

function render(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return `No Ingress has the label ${SWITCH_TO_LABEL}: nothing was switched.`;
  return outcomes
    .map(({ workload, result, reason, weights }) => {
      const sign = result === "switched" ? "✓" : result === "undecided" ? "!" : "✗";
      const shares = Object.entries(weights ?? {}).map(([service, weight]) => `${service} ${weight}`);
      const now = shares.length === 0 ? "" : ` Weights: ${shares.join(", ")}.`;
      return `${sign} ${workload}: ${result}: ${reason.replace(/\.$/, "")}.${now}`;
    })
    .concat(
      outcomes.some(({ steps }) => steps.length > 0)
        ? "The next update or `kubectl apply` sets the weights of the stack file or manifest: write these weights there."
        : [],
    )
    .join("\n");
}
