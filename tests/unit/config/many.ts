import type { Edits } from "./fixtures";

/** A node group as small as may be. */
export const GROUP = { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3 };

export function times<T>(count: number, of: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => of(index));
}

export function named<T>(count: number, value: T): Record<string, T> {
  return Object.fromEntries(times(count, (index) => [name(index), value]));
}

/** Another short name of letters for each number. */
export function name(index: number): string {
  return `k${index.toString(26).replaceAll(/\d/g, (digit) => "qrstuvwxyz".charAt(Number(digit)))}`;
}

export const group = (settings: object): Edits => ({ "cluster.nodeGroups.main": { ...GROUP, ...settings } });

export const transit = (...destinations: string[]): Edits => ({
  "network.transitGateway": { id: "tgw-0a1b2c3d4e5f60718", destinations },
});
