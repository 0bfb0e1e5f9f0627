import type { LogClass, LogGroupKind } from "../../domain/monitoring/log-groups";
import type { ReadableParts } from "../check/rule";
import type { Path } from "../source/path";

export const GROUPS: Path = ["monitoring", "logs", "groups"];

/** The class of a kind of log group, and the path of the key that sets it. */
export function logClassOf(
  { monitoring, cluster }: ReadableParts,
  kind: LogGroupKind,
): readonly [LogClass, Path] | undefined {
  const own = monitoring?.logs.groups[kind]?.logClass;
  if (own !== undefined) return [own, [...GROUPS, kind, "logClass"]];
  return kind === "controlPlane" && cluster !== undefined ? [cluster.logClass, ["cluster", "logClass"]] : undefined;
}
