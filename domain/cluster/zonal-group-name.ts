/** Name of the node group of one zone of a group with `perZone`. Never change it: a new name replaces the group. */
export function zonalGroupName(key: string, zone: string): string {
  return `${key}-${zone}`;
}
