import { isRecord } from "../property-diff";
import type { Props } from "../props";
import type { Request } from "./table";

export const CLUSTER = "aws:eks/cluster:Cluster";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const ADDON = "aws:eks/addon:Addon";

export function refuseMissingCluster({ inputs, world }: Request): string[] {
  const name = String(inputs["clusterName"]);
  return refuseIf(
    world.get(CLUSTER, name) === undefined,
    `ResourceNotFoundException: No cluster found for name: ${name}.`,
  );
}

export function refuseIf(refused: boolean, reason: string): string[] {
  return refused ? [reason] : [];
}

export function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

export function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
