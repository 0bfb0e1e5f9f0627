import { set } from "../finding";
import type { Path } from "../path";
import { type Change, type ChangeRule, valueBefore, valueNow } from "./change";

/** A value that something is born with. */
interface Birthmark {
  readonly path: Path;
  /** What an edit would make anew. */
  readonly loses: string;
  /** How to get there without losing it. */
  readonly instead: string;
  /** The one value that can still be added later. */
  readonly mayBecome?: string;
  /** The value by which this one is there or not. Where both change, one finding tells it. */
  readonly follows?: Path;
}

const NEW_STACK = "a second stack with the new value, and a move of the workloads";

/**
 * Where an edit looks like any other and costs the platform. Each is marked ForceNew in the AWS provider, on the
 * resource named or on what it stands in: https://www.pulumi.com/registry/packages/aws/api-docs/eks/cluster/
 */
const BIRTHMARKS: readonly Birthmark[] = [
  {
    path: ["environment"],
    loses: "everything: names and tags of all that stands hold it",
    instead: "a stack file of its own for the other environment",
  },
  {
    path: ["name"],
    loses: "the cluster, its log group and every bucket and registry: their names hold it",
    instead: NEW_STACK,
  },
  { path: ["aws", "region"], loses: "everything: nothing at AWS moves to another Region", instead: NEW_STACK },
  { path: ["aws", "accountId"], loses: "everything: nothing at AWS moves to another account", instead: NEW_STACK },
  {
    path: ["network", "cidr"],
    loses: "the VPC with every subnet, and the cluster in it",
    instead: "network.podCidr for more addresses, or a second stack",
  },
  {
    path: ["network", "ipam", "poolId"],
    loses: "the VPC with every subnet, and the cluster in it",
    instead: NEW_STACK,
  },
  {
    path: ["network", "existing", "vpcId"],
    loses: "the cluster, which cannot leave its VPC",
    instead: NEW_STACK,
  },
  {
    path: ["storage", "encryption"],
    loses: "every registry with its images",
    instead: "a second registry under another key of storage.registries in another stack",
  },
  {
    path: ["backup", "encryption"],
    loses: "the vault, which AWS gives up only when it is empty",
    instead: "a second stack, until the old copies have expired",
  },
  {
    path: ["cluster", "compute"],
    loses: "every node, and leave volumes that the other kind of nodes cannot take",
    instead: NEW_STACK,
  },
  { path: ["cluster", "ipFamily"], loses: "the cluster with everything on it", instead: NEW_STACK },
  {
    path: ["cluster", "serviceCidr"],
    loses: "the cluster with everything on it",
    instead: NEW_STACK,
    follows: ["cluster", "ipFamily"],
  },
  {
    path: ["cluster", "logClass"],
    loses: "the control plane's log group with all logs",
    instead: "the class that it was made with",
  },
  {
    path: ["cluster", "secretsEncryption"],
    loses: "the cluster with everything on it: encryption cannot be taken away",
    instead: "the key, at $1 a month",
    mayBecome: "customer-managed",
  },
];

/** `teardown` gives the platform up knowingly, and takes its protection off first. */
export const nothingIsReplacedUnawares: ChangeRule = function* (change) {
  const { config } = change;
  if (config.teardown !== undefined) return;
  for (const { path, loses, instead, mayBecome, follows } of BIRTHMARKS) {
    const [before, now] = [valueBefore(change, path), valueNow(change, path)];
    if (before === undefined || before === now || (now !== undefined && now === mayBecome)) continue;
    if (follows !== undefined && changes(change, follows)) continue;
    yield {
      path,
      message: `Would replace ${loses}.`,
      allowed: `${before}, with which it was made. Instead: ${instead}. To replace it all the same: set teardown first`,
      fix: [set(path, before)],
    };
  }
};

/** An older record may not know the value. */
function changes(change: Change, path: Path): boolean {
  const before = valueBefore(change, path);
  return before !== undefined && before !== valueNow(change, path);
}
