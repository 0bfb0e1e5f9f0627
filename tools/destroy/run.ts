import { parseArgs } from "node:util";
import { type ClusterApi, describe, drain, findUndrained, type Found, type Patience } from "./drain";
import { type ExportedState, forgetCluster } from "./forget";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run destroy -- --stack <stack> [--yes] [--cluster-gone]

  Shows what would go, asks, drains what controllers made for the cluster (load balancers, volumes, nodes of Karpenter),
  and then destroys the stack.

  --yes          does not ask
  --cluster-gone where somebody has deleted the cluster already: drains nothing, has Pulumi forget what was in it, and
                 destroys the rest; then see npm run leftovers

Pulumi's own destroy with all its options: npm run pulumi -- destroy`;

/** What the command needs of the outside world. */
export interface Context {
  /** Runs Pulumi on this terminal; its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  /** An output of the stack; undefined where it has none of this name. */
  readonly output: (stack: string, name: string) => Promise<string | undefined>;
  readonly state: (stack: string) => Promise<ExportedState>;
  /** The cluster that a kubeconfig leads to. */
  readonly cluster: (kubeconfig: string) => Promise<ClusterApi>;
  readonly patience: Patience;
  /** What a person answers; undefined where nobody is there. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly write: (text: string) => void;
}

/**
 * Preview, consent, drain, destroy: nothing in the cluster is touched before Pulumi has said that the stack may go, so
 * a protected one keeps its volumes.
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
    write(`Which stack?\n\n${USAGE}`);
    return USAGE_ERROR;
  }

  const previewed = await pulumi(["destroy", "--stack", stack, "--preview-only"]);
  if (previewed !== 0) return previewed;

  const cluster = isGone ? undefined : await clusterOf(stack, context);
  const found = cluster === undefined ? [] : await findUndrained(cluster);
  if (cluster !== undefined) write(listed(found));
  if (!yes && (await context.ask(`Destroy all of it? Type the stack's name, ${stack}: `)) !== stack) {
    write("Nothing was destroyed: the stack's name (or --yes) is what says so.");
    return 1;
  }
  if (cluster !== undefined && !(await drainAll(cluster, found, context))) return 1;
  for (const command of isGone ? forgetCluster(await context.state(stack), stack) : []) {
    const forgotten = await pulumi(command);
    if (forgotten !== 0) return forgotten;
  }
  return pulumi(["destroy", "--stack", stack, "--yes", "--skip-preview"]);
}

/** Undefined for a stack without a cluster: its first update never came that far, or its destroy has passed it. */
async function clusterOf(stack: string, { output, cluster, write }: Context): Promise<ClusterApi | undefined> {
  const kubeconfig = await output(stack, "kubeconfig");
  if (kubeconfig !== undefined) return cluster(kubeconfig);
  write("The stack has no cluster to drain.");
  return undefined;
}

function listed(found: readonly Found[]): string {
  if (found.length === 0) return "In the cluster: nothing that controllers made at AWS.";
  return [
    "In the cluster, deleted first, for what controllers made at AWS:",
    ...found.flatMap(({ step, objects }) => [`  ${step.title}`, ...objects.map((object) => `    ${describe(object)}`)]),
  ].join("\n");
}

async function drainAll(cluster: ClusterApi, found: readonly Found[], { patience, write }: Context): Promise<boolean> {
  for (const each of found) {
    write(`Draining ${each.step.title}`);
    const left = await drain(cluster, each, patience);
    if (left.length === 0) continue;
    write(
      [
        `Still there after the wait, so the stack was not destroyed:`,
        ...left.map((object) => `  ${describe(object)}`),
        "Their events say what holds them (kubectl describe). Then run the command again.",
      ].join("\n"),
    );
    return false;
  }
  return true;
}
