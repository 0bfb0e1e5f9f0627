import type { Kubectl } from "../kubectl/kubectl";

/** Whose releases are rolled back: those of Deployments that carry it. components/cluster/sample-workload sets it. */
export const RELEASED_HERE = "app.kubernetes.io/managed-by=groundwork";

/** The part of a Deployment that matters here. */
interface Deployment {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  };
}

/**
 * Takes releases back that did not get ready in time, to the pods that serve: what runs is then what ran before the
 * update. Without it the failed pods would stay, and take their share when the Deployment is scaled.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment
 */
export async function rollBackFailedReleases(kubectl: Kubectl, write: (text: string) => void): Promise<void> {
  const listing = ["get", "deployments", "--all-namespaces", "--selector", RELEASED_HERE, "--output", "json"];
  const { exitCode, stdout, stderr } = await kubectl(listing);
  if (exitCode !== 0) {
    write(`The cluster does not say whether a release failed:\n${stderr}`);
    return;
  }
  const { items } = JSON.parse(stdout) as { readonly items: readonly Deployment[] };
  for (const { metadata } of items.filter(hasFailed)) {
    const { namespace, name } = metadata;
    const undone = await kubectl(["rollout", "undo", `deployment/${name}`, "--namespace", namespace]);
    write(
      undone.exitCode === 0
        ? `Deployment ${namespace}/${name} did not get ready, and is rolled back to what served before.`
        : `Deployment ${namespace}/${name} did not get ready, and cannot be rolled back:\n${undone.stderr}`,
    );
  }
}

function hasFailed({ status }: Deployment): boolean {
  return (status?.conditions ?? []).some(
    ({ type, reason }) => type === "Progressing" && reason === "ProgressDeadlineExceeded",
  );
}
