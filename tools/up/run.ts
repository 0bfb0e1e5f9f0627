import type { Kubectl } from "../kubectl/kubectl";
import { policyOptions } from "../policy";
import { ToolError } from "../terminal/tool";
import { type Context as PreflightContext, preflight } from "./preflight";
import { rollBackFailedReleases } from "./roll-back";

/** External functions that the command calls; tests replace them. */
export interface Context extends PreflightContext {
  /** Runs Pulumi on this terminal, and returns its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  readonly kubectlFor: (kubeconfig: string) => Kubectl;
  readonly write: (text: string) => void;
}

/**
 * Runs the preflight check and the update, and rolls failed Deployments back. Returns the exit code of the update.
 *
 * @param select Pulumi's options that select the stack
 */
export async function runUp(select: readonly string[], passedOn: readonly string[], context: Context): Promise<number> {
  const error = await preflight(select, context);
  if (error !== undefined) throw new ToolError(error);
  const exitCode = await context.pulumi(["up", ...select, ...policyOptions(passedOn), ...passedOn]);
  if (exitCode !== 0) await rollBack(select, context);
  return exitCode;
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
