import type { Kubectl } from "../kubectl/kubectl";

/** Label of the Deployments that are rolled back; components/cluster/sample-workload sets it. */
export const MANAGED_BY_LABEL = "app.kubernetes.io/managed-by=groundwork";

/** The fields of a Deployment that this module reads. */
interface Deployment {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  };
}

/**
 * Rolls Deployments back whose rollout exceeded its progress deadline, so that they run the same pods as before the
 * update. Otherwise the failed pods would remain, and scaling the Deployment would add more of them.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment
 */
export async function rollBackFailedReleases(kubectl: Kubectl, write: (text: string) => void): Promise<void> {
  const listing = ["get", "deployments", "--all-namespaces", "--selector", MANAGED_BY_LABEL, "--output", "json"];
  const { exitCode, stdout, stderr } = await kubectl(listing);
  if (exitCode !== 0) {
    write(`Deployments cannot be listed, so failed rollouts were not rolled back:\n${stderr}`);
    return;
  }
  const { items } = JSON.parse(stdout) as { readonly items: readonly Deployment[] };
  for (const { metadata } of items.filter(hasFailed)) {
    const { namespace, name } = metadata;
    const undone = await kubectl(["rollout", "undo", `deployment/${name}`, "--namespace", namespace]);
    write(
      undone.exitCode === 0
        ? `Deployment ${namespace}/${name} did not become ready in time, and was rolled back to its previous revision.`
        : `Deployment ${namespace}/${name} did not become ready in time, and cannot be rolled back:\n${undone.stderr}`,
    );
  }
}

function hasFailed({ status }: Deployment): boolean {
  return (status?.conditions ?? []).some(
    ({ type, reason }) => type === "Progressing" && reason === "ProgressDeadlineExceeded",
  );
}
