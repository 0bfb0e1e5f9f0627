import { RETRIEVALS, type Transition } from "../../domain/storage/storage-classes";
import { edit, type Finding } from "../diagnostics/finding";
import type { FindingCode } from "../diagnostics/codes";
import { isOfPattern, type Path } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";
import type { Change, ChangeRule } from "./change";
import { pathOfKey, UNLIMITED } from "./record";

/** What an accepted change does to more than the resource that it changes. */
interface Effect {
  /** `*` for any key of a map. */
  readonly keys: readonly Path[];
  readonly code: FindingCode;
  /** One sentence; undefined if this change has no such effect. */
  readonly message: (
    path: Path,
    change: { readonly before: string; readonly now: string },
    config: PlatformConfig,
  ) => string | undefined;
  readonly applies?: (config: PlatformConfig) => boolean;
  readonly advice: string;
}

const EFFECTS: readonly Effect[] = [
  {
    keys: ["amiType", "instanceTypes", "capacityType", "zones"].map((key) => ["cluster", "nodeGroups", "*", key]),
    code: "transitions/node-group-replaced",
    message: ([, , group]) =>
      `Pulumi replaces node group \`${group}\`: it creates a new group with as many nodes, and deletes the old group, whose nodes EKS drains. Every pod on them restarts.`,
    advice: "update while restarts are acceptable; PodDisruptionBudgets limit how many pods restart at once",
  },
  {
    keys: [
      ...["diskSizeGiB", "bottlerocket"].map((key) => ["cluster", "nodeGroups", "*", key]),
      ["cluster", "nodeVersion"],
    ],
    code: "transitions/nodes-replaced",
    message: ([, scope, group]) =>
      `EKS replaces the nodes of ${scope === "nodeVersion" ? "every node group" : `node group \`${group}\``}: it starts new nodes, and drains the old ones, at most \`maxUnavailablePercentage\` of them at a time. Every pod on them restarts.`,
    applies: ({ cluster }) => Object.keys(cluster.nodeGroups).length > 0,
    advice: "update while restarts are acceptable; PodDisruptionBudgets limit how many pods restart at once",
  },
  {
    keys: [["cluster", "nodeGroups", "*", "desiredSize"]],
    code: "transitions/desired-size-ignored",
    // A `minSize` of the same number starts the nodes.
    message: ([, , group], { now }, { cluster }) =>
      cluster.nodeGroups[String(group)]?.minSize === Number(now)
        ? undefined
        : `Node group \`${group}\` keeps its number of nodes: \`desiredSize\` is read when the group is created, and an autoscaler may have changed it since.`,
    advice: "to start nodes, raise `minSize`; to stop nodes, lower `maxSize`",
  },
  {
    keys: [["tags"]],
    code: "transitions/tags-replace-nodes",
    message: (_path, _change, { cluster }) => {
      const byKarpenter =
        cluster.karpenter === undefined
          ? ""
          : " Karpenter replaces its nodes, within the disruption budgets of its pools.";
      return Object.keys(cluster.nodeGroups).length === 0
        ? `Tags are part of Karpenter's node classes and of the parameters of StorageClasses:${byKarpenter} Pulumi replaces the StorageClasses, and volumes keep their tags.`
        : `Tags are part of the launch templates of node groups and of the parameters of StorageClasses: EKS starts new nodes and drains the old ones, Pulumi replaces the StorageClasses, and volumes keep their tags.${byKarpenter}`;
    },
    applies: ({ cluster }) => Object.keys(cluster.nodeGroups).length > 0 || cluster.karpenter !== undefined,
    advice: "collect changes of tags, and update while restarts are acceptable",
  },
  {
    keys: [
      ["network", "nat"],
      ["network", "natAllocationIds"],
    ],
    code: "transitions/public-addresses-change",
    message: () =>
      "NAT gateways are replaced: workloads reach the internet from other addresses, which allow-lists of partners do not contain, and open connections are cut.",
    applies: ({ network }) => network.existing === undefined,
    advice:
      "give partners the new addresses first; with addresses of `network.natAllocationIds` they are known in advance",
  },
  {
    keys: [["storage", "buckets", "*", "class"]],
    code: "transitions/bucket-class-weakened",
    message: ([, , bucket], { before, now }) =>
      now === "scratch"
        ? `Class scratch turns off the deletion protection of bucket \`${bucket}\`, and Pulumi may delete the bucket with its objects.`
        : (before === "archive" || before === "backup") && now !== "archive" && now !== "backup"
          ? `Class ${now} lets \`storage.forceDestroy\` delete the objects of bucket \`${bucket}\`, which class ${before} never allows.`
          : undefined,
    advice: "keep the class, or create a second bucket",
  },
  {
    keys: ["expirationDays", "noncurrentExpirationDays"].map((key) => ["storage", "buckets", "*", key]),
    code: "transitions/objects-expire-sooner",
    message: ([, , bucket, key], { before, now }) =>
      now !== UNLIMITED && (before === UNLIMITED || Number(now) < Number(before))
        ? `S3 deletes ${key === "expirationDays" ? "objects" : "noncurrent versions"} of bucket \`${bucket}\` that are older than ${now} days, existing ones included; the last update kept them ${before === UNLIMITED ? "without limit" : `${before} days`}.`
        : undefined,
    advice: "make sure that nobody needs objects of this age: S3 deletes them within days of the update",
  },
  {
    keys: ["transitions", "noncurrentTransitions"].map((key) => ["storage", "buckets", "*", key]),
    code: "transitions/objects-archived",
    message: ([, , bucket, key], { before, now }) =>
      archivedSentences(
        `${key === "transitions" ? "objects" : "noncurrent versions"} of bucket \`${bucket}\``,
        before,
        now,
      ),
    advice: "keep the transitions if the objects are read more than about once in three months: S3 moves none back",
  },
];

/** Undefined if the change moves nothing to an archive class that the last update did not move there, or not as early. */
function archivedSentences(what: string, before: string, now: string): string | undefined {
  const [old, moves] = [transitionsOf(before), transitionsOf(now)];
  const earlier = moves.filter(
    ({ days, storageClass }) =>
      RETRIEVALS[storageClass] !== undefined &&
      !old.some((each) => each.storageClass === storageClass && each.days <= days),
  );
  if (earlier.length === 0) return undefined;
  const places = earlier.map(({ days, storageClass }) => `to ${storageClass} after ${days} days`);
  const retrievals = earlier.flatMap(({ storageClass }) => RETRIEVALS[storageClass] ?? []);
  return `S3 moves ${what} ${places.join(" and ")}, existing ones included. ${retrievals.join(" ")}`;
}

/** Transitions as the record has them: JSON, or no text for an empty list. */
function transitionsOf(recorded: string): readonly Transition[] {
  return recorded.startsWith("[") ? (JSON.parse(recorded) as Transition[]) : [];
}

/** Warns of effects that a preview does not show: its steps are about single resources. */
export const announceEffects: ChangeRule = function* (change) {
  for (const effect of EFFECTS) {
    if (effect.applies?.(change.config) === false) continue;
    const changed = changedValues(change, effect);
    // One warning for each message, however many keys lead to it.
    const byMessage = new Map<string, Path>();
    for (const { path, before, now } of changed) {
      const message = effect.message(path, { before, now }, change.config);
      if (message !== undefined && !byMessage.has(message)) byMessage.set(message, path);
    }
    for (const [message, path] of byMessage) yield warning(effect, message, path);
  }
};

function warning({ code, advice }: Effect, message: string, path: Path): Finding {
  return { code, path, message, fix: [edit(advice)], warning: true };
}

/** Values that the last update recorded and this one changes, of resources that both have. */
function changedValues(change: Change, { keys }: Effect): { path: Path; before: string; now: string }[] {
  return Object.entries(change.before).flatMap(([key, before]) => {
    const path = pathOfKey(key);
    const now = change.now[key];
    const isOfEffect = keys.some((pattern) => isOfPattern(path, pattern));
    return isOfEffect && now !== undefined && now !== before ? [{ path, before, now }] : [];
  });
}
