import type { SampleWorkloadArgs } from "./sample-workload-args";

export const APP_LABEL = "app.kubernetes.io/name";
export const VERSION_LABEL = "app.kubernetes.io/instance";

type Versions = SampleWorkloadArgs["versions"];

/**
 * Labels that the Service selects: those of the one version with requests, or what all have in common. It takes no
 * weights, so between two versions the number of their pods decides.
 */
export function serviceSelector(app: string, versions: Versions): Record<string, string> {
  const [only, ...others] = Object.keys(versions).filter((version) => versions[version]?.weight !== 0);
  return { [APP_LABEL]: app, ...(only === undefined || others.length > 0 ? {} : { [VERSION_LABEL]: only }) };
}

/**
 * Bounds between which the autoscaler holds a version. Two versions under the same load grow alike, so that their
 * shares stay; a version without requests is as large as the one it may have to replace is at least.
 */
export function replicaBounds(
  { minReplicas, maxReplicas }: Pick<SampleWorkloadArgs, "minReplicas" | "maxReplicas">,
  weight: number,
): { readonly minReplicas: number; readonly maxReplicas: number } {
  const share = (replicas: number): number =>
    weight === 0 ? replicas : Math.max(1, Math.round((replicas * weight) / 100));
  return { minReplicas: share(minReplicas), maxReplicas: share(maxReplicas) };
}
