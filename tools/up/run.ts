import type { Kubectl } from "../kubectl/kubectl";
import { ToolError } from "../terminal/tool";
import { type Context as PreflightContext, preflight, selection } from "./preflight";
import { rollBackFailedReleases } from "./roll-back";

/** What the command needs of the outside world. */
export interface Context extends PreflightContext {
  /** Runs Pulumi on this terminal; its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  readonly kubectlFor: (kubeconfig: string) => Kubectl;
  readonly write: (text: string) => void;
}

/** Preflight, update, and where that failed, back to what served before. The exit code is the update's. */
export async function runUp(args: readonly string[], context: Context): Promise<number> {
  const obstacle = await preflight(args, context);
  if (obstacle !== undefined) throw new ToolError(obstacle);
  const exitCode = await context.pulumi(["up", ...args]);
  if (exitCode !== 0) await rollBack(args, context);
  return exitCode;
}

async function rollBack(args: readonly string[], { output, kubectlFor, write }: Context): Promise<void> {
  const kubeconfig = await output("kubeconfig", selection(args));
  if (kubeconfig === undefined) return;
  try {
    await rollBackFailedReleases(kubectlFor(kubeconfig), write);
  } catch (error) {
    // What the update itself said counts; this comes after it.
    if (!(error instanceof ToolError)) throw error;
    write(`Whether a release failed was not looked at: ${error.message}`);
  }
}
