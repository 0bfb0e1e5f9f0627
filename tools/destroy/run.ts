import { stackWords } from "../state/describe";
import { requireUninterrupted } from "../state/guard";
import type { Inspection } from "../state/interruption";
import { ExitCode, type Values } from "../terminal/declaration";
import { selection, type Target } from "../terminal/target";
import type { destroyCommand } from "./command";
import { type ClusterApi, describe, drain, findPendingSteps, type PendingStep, type Polling } from "./drain";
import { removeClusterObjectsFromState } from "./forget";

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Runs Pulumi on this terminal, and returns its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  /** Reads an output of the stack; undefined if the stack has no such output. */
  readonly output: (name: string) => Promise<string | undefined>;
  /** Reads the state and the locks of the stack. */
  readonly inspect: () => Promise<Inspection>;
  /** Connects to the cluster of a kubeconfig. */
  readonly cluster: (kubeconfig: string) => Promise<ClusterApi>;
  readonly polling: Polling;
  /** Asks the user; undefined if the command does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly write: (text: string) => void;
}

/**
 * Stops at an interrupted update, whose objects no destroy would delete. Previews, asks for confirmation, drains the cluster
 * and destroys the stack. The preview fails for a protected stack before anything in the cluster is deleted.
 */
export async function runDestroy(
  stack: Target,
  { yes, "non-interactive": isNonInteractive, "cluster-gone": isGone }: Values<typeof destroyCommand.options>,
  context: Context,
): Promise<number> {
  const { pulumi, write } = context;
  // A destroy deletes the old objects of interrupted replacements, too.
  const state = requireUninterrupted(await context.inspect(), stackWords(stack), { acceptsReplaced: true });
  const common = [...selection(stack), ...(isNonInteractive === true ? ["--non-interactive"] : [])];
  const previewed = await pulumi(["destroy", ...common, "--preview-only"]);
  if (previewed !== 0) return previewed;

  const cluster = isGone === true ? undefined : await clusterOf(context);
  const pending = cluster === undefined ? [] : await findPendingSteps(cluster);
  if (cluster !== undefined) write(renderPending(pending));
  if (yes !== true && !(await isConfirmed(stack.stack, context))) {
    write("Nothing was destroyed: confirm with the name of the stack, or pass --yes.");
    return ExitCode.failure;
  }
  if (cluster !== undefined && !(await drainAll(cluster, pending, context))) return ExitCode.remainder;
  for (const command of isGone === true ? removeClusterObjectsFromState(state?.resources ?? [], common) : []) {
    const removed = await pulumi(command);
    if (removed !== 0) return removed;
  }
  return pulumi(["destroy", ...common, "--yes", "--skip-preview"]);
}

async function isConfirmed(name: string, { ask }: Context): Promise<boolean> {
  return (await ask(`To destroy all of these resources, type the name of the stack, ${name}: `)) === name;
}

/** Undefined for a stack without a cluster: its first update failed before the cluster, or an earlier destroy deleted it. */
async function clusterOf({ output, cluster, write }: Context): Promise<ClusterApi | undefined> {
  const kubeconfig = await output("kubeconfig");
  if (kubeconfig !== undefined) return cluster(kubeconfig);
  write("The stack has no cluster, so nothing is drained.");
  return undefined;
}

function renderPending(pending: readonly PendingStep[]): string {
  if (pending.length === 0) return "The cluster has no objects for which controllers created AWS resources.";
  return [
    "Kubernetes objects that are deleted first, so that controllers delete the AWS resources which they created for them:",
    ...pending.flatMap(({ step, objects }) => [
      `  ${step.title}`,
      ...objects.map((object) => `    ${describe(object)}`),
    ]),
  ].join("\n");
}

async function drainAll(
  cluster: ClusterApi,
  pending: readonly PendingStep[],
  { polling, write }: Context,
): Promise<boolean> {
  for (const each of pending) {
    write(`Deleting ${each.step.title}`);
    const remaining = await drain(cluster, each, polling);
    if (remaining.length === 0) continue;
    write(
      [
        "The stack was not destroyed, because these Kubernetes objects still exist:",
        ...remaining.map((object) => `  ${describe(object)}`),
        "Find the reason in their events (kubectl describe), fix it, and run the command again.",
      ].join("\n"),
    );
    return false;
  }
  return true;
}
