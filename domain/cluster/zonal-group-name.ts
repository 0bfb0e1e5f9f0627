/** Name of the node group that stands for one zone of a group with `perZone`. A contract: another name is another group. */
export function zonalGroupName(key: string, zone: string): string {
  return `${key}-${zone}`;
}
