/**
 * Limits of Karpenter's CRDs for what a stack file hands on:
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.sh_nodepools.yaml
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml
 */

/** Requirements of a NodePool. */
const REQUIREMENTS = 100;

/** The platform's own: operating system, architectures, capacity types and, for IPv6, the hypervisor. */
const OWN_REQUIREMENTS = 4;

/** Requirements that a stack file can add. */
export const MAX_REQUIREMENTS = REQUIREMENTS - OWN_REQUIREMENTS;

export const MAX_LABELS = 100;

export const MAX_DISRUPTION_BUDGETS = 50;

/** Digits of a number of nodes: Karpenter reads it as a 32-bit integer. */
export const MAX_NODE_COUNT_DIGITS = 9;

/** Bytes of memory of the smallest instance type, t4g.nano: a pool with a lower limit launches nothing. */
export const SMALLEST_INSTANCE_BYTES = 512 * 1024 ** 2;
