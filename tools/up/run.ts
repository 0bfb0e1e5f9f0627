import type { Kubectl } from "../kubectl/kubectl";
import { policyOptions } from "../policy";
import type { Preview } from "../report/read/preview";
import { stackWords } from "../state/describe";
import { outputOf } from "../state/exported-state";
import { requireUninterrupted } from "../state/guard";
import type { Inspection } from "../state/interruption";
import { selection, type Target } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";
import { requireWithinLimits } from "./limits";
import { preflight } from "./preflight";
import { hasOption, previewOptions, withoutPreview } from "./preview-options";
import { rollBackFailedReleases } from "./roll-back";

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Reads the state and the locks of the stack. */
  readonly inspect: () => Promise<Inspection>;
  /** Runs Pulumi on this terminal, and returns its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  /** Runs a preview on this terminal, or without output, and reads its events. */
  readonly preview: (
    args: readonly string[],
    show: boolean,
  ) => Promise<{ readonly exitCode: number; readonly preview: Preview }>;
  /** Throws unless the update is the approved one; undefined without an approval. */
  readonly requireApproval: (() => Promise<void>) | undefined;
  /** Asks the user; undefined if the command does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Reads an output of the stack that the arguments select; undefined if the stack has no such output. */
  readonly output: (name: string, select: readonly string[]) => Promise<string | undefined>;
  readonly isReachable: (host: string, port: number) => Promise<boolean>;
  readonly kubectlFor: (kubeconfig: string) => Kubectl;
  readonly write: (text: string) => void;
}

/**
 * Updates a stack, unless an earlier update was interrupted, the cluster is unreachable, or the update deletes too much.
 * Rolls failed Deployments back. Returns the exit code of the update.
 *
 * @param target undefined for the stack that `pulumi stack select` selected
 * @param accepted number of deletions and replacements that the user accepts
 */
export async function runUp(
  target: Target | undefined,
  passedOn: readonly string[],
  accepted: number | undefined,
  context: Context,
): Promise<number> {
  const select = target === undefined ? [] : selection(target);
  const options = [...policyOptions(passedOn), ...passedOn];
  const isApproved = context.requireApproval !== undefined;
  const acceptsReplaced = isApproved || accepted !== undefined;
  const state = requireUninterrupted(await context.inspect(), stackWords(target), { acceptsReplaced });
  const endpoint = state === undefined ? undefined : outputOf(state, "clusterEndpoint");
  const error = await preflight(endpoint, context.isReachable);
  if (error !== undefined) throw new ToolError(error);

  // The report of an approved update applied the limits.
  await context.requireApproval?.();
  const previewed = isApproved ? 0 : await previewUpdate(target, options, accepted, context);
  if (previewed !== 0) return previewed;
  if (!isApproved && !(await isConfirmed(passedOn, context))) {
    context.write("Nothing was changed.");
    return 1;
  }
  const exitCode = await context.pulumi(["up", ...select, ...(isApproved ? options : withoutPreview(options))]);
  if (exitCode !== 0) await rollBack(select, context);
  return exitCode;
}

/** Shows the preview that `pulumi up` would show, and throws if it is over the limits. Returns its exit code. */
async function previewUpdate(
  target: Target | undefined,
  passedOn: readonly string[],
  accepted: number | undefined,
  { preview, write }: Context,
): Promise<number> {
  const select = target === undefined ? [] : selection(target);
  const show = !hasOption(passedOn, "--skip-preview", "-f", "--json", "-j");
  const run = await preview(["preview", ...select, ...previewOptions(passedOn)], show);
  if (run.exitCode !== 0) {
    if (!show) write(run.preview.errors.map(({ message }) => message).join("\n"));
    return run.exitCode;
  }
  requireWithinLimits(run.preview, target, accepted);
  return 0;
}

async function isConfirmed(passedOn: readonly string[], { ask }: Context): Promise<boolean> {
  if (hasOption(passedOn, "--yes", "-y")) return true;
  const answer = await ask("To perform this update, type yes: ");
  if (answer === undefined) {
    throw new UsageError("Nothing was changed: the command cannot ask for confirmation here. Pass --yes.");
  }
  return answer.trim() === "yes";
}

async function rollBack(select: readonly string[], { output, kubectlFor, write }: Context): Promise<void> {
  const kubeconfig = await output("kubeconfig", select);
  if (kubeconfig === undefined) return;
  try {
    await rollBackFailedReleases(kubectlFor(kubeconfig), write);
  } catch (error) {
    // The exit code and messages of the update remain the result of the command.
    if (!(error instanceof ToolError)) throw error;
    write(`Deployments were not checked for failed rollouts: ${error.message}`);
  }
}
