import { renderJson } from "../../../domain/json";
import type { BottlerocketSettings } from "./compute-args";

/**
 * The user data of a Bottlerocket node, which is TOML; EKS merges it with what a node needs to join, and what is said
 * here wins. https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
 */
export function renderBottlerocketSettings({ maxPods, adminContainer, sysctls }: BottlerocketSettings): string {
  return [
    ...(maxPods === undefined ? [] : [table("kubernetes", [["max-pods", maxPods]])]),
    table("host-containers.admin", [["enabled", adminContainer]]),
    ...(Object.keys(sysctls).length === 0 ? [] : [table("kernel.sysctl", Object.entries(sysctls))]),
  ].join("\n");
}

/** Keys in quotes, since a sysctl's dots would otherwise nest. TOML's basic strings are written as JSON's are. */
function table(name: string, entries: readonly (readonly [string, string | number | boolean])[]): string {
  return [`[settings.${name}]`, ...entries.map(([key, value]) => `"${key}" = ${renderJson(value)}`), ""].join("\n");
}
