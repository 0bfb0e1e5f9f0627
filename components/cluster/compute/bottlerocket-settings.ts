import { renderJson } from "../../../domain/json";
import type { BottlerocketSettings } from "./compute-args";

/**
 * User data of a Bottlerocket node, in TOML. EKS merges it with the settings that a node needs to join the cluster; these
 * settings take precedence. https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
 */
export function renderBottlerocketSettings({ maxPods, adminContainer, sysctls }: BottlerocketSettings): string {
  return [
    ...(maxPods === undefined ? [] : [table("kubernetes", [["max-pods", maxPods]])]),
    table("host-containers.admin", [["enabled", adminContainer]]),
    ...(Object.keys(sysctls).length === 0 ? [] : [table("kernel.sysctl", Object.entries(sysctls))]),
  ].join("\n");
}

/** Keys are quoted, because TOML would read the dots of a sysctl as nesting. Basic strings of TOML are JSON strings. */
function table(name: string, entries: readonly (readonly [string, string | number | boolean])[]): string {
  return [`[settings.${name}]`, ...entries.map(([key, value]) => `"${key}" = ${renderJson(value)}`), ""].join("\n");
}
