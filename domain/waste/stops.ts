import { exactFilter, matchesFilter } from "../tags/tag-filters";
import { STOPPABLE_KINDS, type StoppableKind } from "./kinds";
import type { StackIdentity } from "./ownership";
import type { Waste } from "./waste";

export interface StopContext {
  readonly stack: StackIdentity;
  /** `budgets.waste.stop` */
  readonly allowed: readonly StoppableKind[];
  /** IDs and ARNs in Pulumi's state. */
  readonly identities: ReadonlySet<string>;
  /** Whether EKS has the cluster of the stack. */
  readonly hasCluster: boolean;
}

/** Tags of instances that something else starts again. */
const MANAGED_INSTANCE = /^(aws:autoscaling:groupName|aws:ec2:fleet-id|karpenter\.sh\/nodepool|eks:eks-cluster-name)$/;

/**
 * Why a resource is not stopped or deleted; undefined if the configuration allows it and nothing else manages it. The tags of
 * the stack are required of every resource: what another owner or nobody tagged is only reported.
 */
export function refusalOf(waste: Waste, context: StopContext): string | undefined {
  const { kind, owner, resource } = waste;
  const { stack, allowed, identities, hasCluster } = context;
  if (!isStoppable(kind)) return "it is only reported";
  if (!allowed.includes(kind)) return `\`budgets.waste.stop\` does not list ${kind}`;
  if (!matchesFilter(resource.tags, exactFilter(stack.tags))) return "it does not have the tags of the stack";
  if (isIn(identities, resource.id)) return "Pulumi manages it: change the stack file";
  if (resource.type === "instance" && Object.keys(resource.tags).some((key) => MANAGED_INSTANCE.test(key))) {
    return "an Auto Scaling group or Karpenter replaces it: change the size of the nodes";
  }
  if (owner === "cluster" && hasCluster) return "the cluster may still use it: delete its Kubernetes object";
  return undefined;
}

function isStoppable(kind: Waste["kind"]): kind is StoppableKind {
  return STOPPABLE_KINDS.some((each) => each === kind);
}

/** The state contains IDs or ARNs, the report one of both. */
function isIn(identities: ReadonlySet<string>, id: string): boolean {
  return identities.has(id) || identities.has(id.slice(id.lastIndexOf("/") + 1));
}
