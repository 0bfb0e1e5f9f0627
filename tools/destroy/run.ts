import { parseArgs } from "node:util";
import { type ClusterApi, describe, drain, findPendingSteps, type PendingStep, type Polling } from "./drain";
import { type ExportedState, removeClusterObjectsFromState } from "./forget";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run destroy -- --stack <stack> [--yes] [--cluster-gone]

  Previews the destroy, asks for confirmation, deletes the AWS resources that controllers created for the cluster (load
  balancers, volumes, nodes of Karpenter), and then destroys the stack.

  --yes          Do not ask for confirmation.
  --cluster-gone The cluster was already deleted outside of Pulumi: remove its Kubernetes objects from Pulumi's state, and
                 destroy the remaining resources. Then run npm run leftovers.

To run Pulumi's own destroy with all its options: npm run pulumi -- destroy`;

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Runs Pulumi on this terminal, and returns its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  /** Reads an output of the stack; undefined if the stack has no such output. */
  readonly output: (stack: string, name: string) => Promise<string | undefined>;
  readonly state: (stack: string) => Promise<ExportedState>;
  /** Connects to the cluster of a kubeconfig. */
  readonly cluster: (kubeconfig: string) => Promise<ClusterApi>;
  readonly polling: Polling;
  /** Asks the user; undefined if the command does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly write: (text: string) => void;
}

/**
 * Previews, asks for confirmation, drains the cluster and destroys the stack. The preview fails for a protected stack
 * before anything in the cluster is deleted.
 */
export async function runDestroy(args: readonly string[], context: Context): Promise<number> {
  const { pulumi, write } = context;
  let options;
  try {
    options = parseArgs({
      args: [...args],
      options: {
        stack: { type: "string", short: "s" },
        yes: { type: "boolean", short: "y", default: false },
        "cluster-gone": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return USAGE_ERROR;
  }
  const { stack, yes, "cluster-gone": isGone } = options;
  if (stack === undefined) {
    write(`The option --stack is missing.\n\n${USAGE}`);
    return USAGE_ERROR;
  }

  const previewed = await pulumi(["destroy", "--stack", stack, "--preview-only"]);
  if (previewed !== 0) return previewed;

  const cluster = isGone ? undefined : await clusterOf(stack, context);
  const pending = cluster === undefined ? [] : await findPendingSteps(cluster);
  if (cluster !== undefined) write(renderPending(pending));
  if (
    !yes &&
    (await context.ask(`To destroy all of these resources, type the name of the stack, ${stack}: `)) !== stack
  ) {
    write("Nothing was destroyed: confirm with the name of the stack, or pass --yes.");
    return 1;
  }
  if (cluster !== undefined && !(await drainAll(cluster, pending, context))) return 1;
  for (const command of isGone ? removeClusterObjectsFromState(await context.state(stack), stack) : []) {
    const removed = await pulumi(command);
    if (removed !== 0) return removed;
  }
  return pulumi(["destroy", "--stack", stack, "--yes", "--skip-preview"]);
}

/** Undefined for a stack without a cluster: its first update failed before the cluster, or an earlier destroy deleted it. */
async function clusterOf(stack: string, { output, cluster, write }: Context): Promise<ClusterApi | undefined> {
  const kubeconfig = await output(stack, "kubeconfig");
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
