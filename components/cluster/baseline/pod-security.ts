import type { PodSecurityLevel } from "./baseline-args";

/**
 * Labels for Pod Security Admission: it enforces the configured level, and warns about and audits `restricted`.
 * The version `latest` is that of the API server. A version number would have the same rules, and change every namespace
 * with every upgrade of the cluster.
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
