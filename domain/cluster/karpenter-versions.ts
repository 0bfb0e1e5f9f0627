import { minorOf } from "./kubernetes-versions";

/** The newest release on 2026-10-10. Update it together with the table below. */
export const KARPENTER_VERSION = "1.15.0";

/** Oldest minor version of Karpenter 1 for each Kubernetes minor version: https://karpenter.sh/docs/upgrading/compatibility/ */
const OLDEST_MINOR: ReadonlyMap<string, number> = new Map([
  ["1.32", 2],
  ["1.33", 5],
  ["1.34", 6],
  ["1.35", 9],
  ["1.36", 13],
]);

/** The oldest Karpenter that supports a Kubernetes version. Undefined: this one does, or the table lacks the version. */
export function neededKarpenter(karpenterVersion: string, kubernetesVersion: string): string | undefined {
  const oldest = OLDEST_MINOR.get(kubernetesVersion);
  return oldest !== undefined && minorOf(karpenterVersion) < oldest ? `1.${oldest}.0` : undefined;
}
