import type { SampleWorkloadArgs } from "./sample-workload-args";

export const APP_LABEL = "app.kubernetes.io/name";
export const VERSION_LABEL = "app.kubernetes.io/instance";

/**
 * After a rollback or a switch, kubectl owns the fields that it changed. With this annotation, the next update takes ownership
 * again: https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
 */
export const FORCE_OWNERSHIP = { "pulumi.com/patchForce": "true" };

type Versions = SampleWorkloadArgs["versions"];

/**
 * Labels that the Service selects: those of the only version with requests, or the common label of both. A Service has
 * no weights, so the numbers of pods divide requests between two versions.
 */
export function serviceSelector(app: string, versions: Versions): Record<string, string> {
  const [only, ...others] = Object.keys(versions).filter((version) => versions[version]?.weight !== 0);
  return { [APP_LABEL]: app, ...(only === undefined || others.length > 0 ? {} : { [VERSION_LABEL]: only }) };
}

/**
 * Minimum and maximum replicas of a version, in proportion to its weight, so that two versions scale alike. A version
 * without requests has as many as the workload as a whole, so that all requests can be switched to it.
 */
export function replicaBounds(
  { minReplicas, maxReplicas }: Pick<SampleWorkloadArgs, "minReplicas" | "maxReplicas">,
  weight: number,
): { readonly minReplicas: number; readonly maxReplicas: number } {
  const share = (replicas: number): number =>
    weight === 0 ? replicas : Math.max(1, Math.round((replicas * weight) / 100));
  return { minReplicas: share(minReplicas), maxReplicas: share(maxReplicas) };
}
