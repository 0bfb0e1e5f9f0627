import type { PodSecurityLevel } from "./baseline-args";

/**
 * Labels by which Pod Security Admission judges a namespace's pods: the chosen level decides, the strictest is shown.
 * The version is that of the cluster, so that a rule which Kubernetes tightens arrives with an upgrade, not before.
 * https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podSecurityLabels(enforce: PodSecurityLevel, kubernetesVersion: string): Record<string, string> {
  const levels = { enforce, warn: "restricted", audit: "restricted" };
  return Object.fromEntries(
    Object.entries(levels).flatMap(([mode, level]) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
    ]),
  );
}
