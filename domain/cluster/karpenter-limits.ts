/**
 * Limits of Karpenter's CRDs:
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.sh_nodepools.yaml
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml
 */

/** Maximum number of requirements of a NodePool. */
const CRD_REQUIREMENTS = 100;

/** Requirements that Groundwork adds: operating system, architectures, capacity types and, for IPv6, the hypervisor. */
const ADDED_REQUIREMENTS = 4;

/** Maximum number of requirements in a stack file. */
export const MAX_REQUIREMENTS = CRD_REQUIREMENTS - ADDED_REQUIREMENTS;

export const MAX_LABELS = 100;

export const MAX_DISRUPTION_BUDGETS = 50;

/** Maximum digits of a number of nodes, which Karpenter reads as a 32-bit integer. */
export const MAX_NODE_COUNT_DIGITS = 9;

/** Bytes of memory of the smallest instance type, t4g.nano. A pool with a lower limit launches no nodes. */
export const SMALLEST_INSTANCE_BYTES = 512 * 1024 ** 2;
