import { type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts } from "../check/rule";

/** What is to be said about a list of zones at a path: each must be one of the network's. */
export function* zonesOfTheNetwork(
  zones: readonly string[],
  path: Path,
  network: ReadableParts["network"],
): Iterable<Finding> {
  if (network === undefined) return;
  for (const [index, zone] of zones.entries()) {
    if ((network.zones as readonly string[]).includes(zone)) continue;
    yield {
      path: [...path, index],
      message: "The network has no subnets in this zone.",
      because: [["network", "zones"]],
      allowed: `some of ${network.zones.join(", ")}`,
      fix: [remove(zones.length === 1 ? path : [...path, index])],
    };
  }
}
