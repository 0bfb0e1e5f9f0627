import type { PodSecurityLevel } from "./baseline-args";

/**
 * Labels by which Pod Security Admission judges a namespace's pods: the chosen level decides, the strictest is shown.
 * The version is whatever the API server has, said outright: the cluster's own number would be the same rules, and a change of
 * every namespace with every upgrade.
 * https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podSecurityLabels(enforce: PodSecurityLevel): Record<string, string> {
  const levels = { enforce, warn: "restricted", audit: "restricted" };
  return Object.fromEntries(
    Object.entries(levels).flatMap(([mode, level]) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, "latest"],
    ]),
  );
}
