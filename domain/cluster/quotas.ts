import type { Quota } from "../quota";

const EKS_QUOTAS = "https://docs.aws.amazon.com/general/latest/gr/eks.html#limits_eks";

/** Quotas of Amazon EKS that keys of `cluster` can exceed. */
export const EKS_QUOTA = {
  nodeGroups: {
    what: "managed node groups per cluster",
    limit: 30,
    raisableTo: Infinity,
    source: EKS_QUOTAS,
  },
  nodesPerGroup: {
    what: "nodes per managed node group",
    limit: 450,
    raisableTo: Infinity,
    source: EKS_QUOTAS,
  },
  fargateProfiles: {
    what: "Fargate profiles per cluster",
    limit: 10,
    raisableTo: Infinity,
    source: EKS_QUOTAS,
  },
  selectorsPerProfile: {
    what: "selectors per Fargate profile",
    limit: 5,
    raisableTo: Infinity,
    source: EKS_QUOTAS,
  },
  labelsPerSelector: {
    what: "label pairs per Fargate profile selector",
    limit: 5,
    raisableTo: Infinity,
    source: EKS_QUOTAS,
  },
  accessEntries: {
    what: "access entries per cluster",
    limit: 3000,
    source: EKS_QUOTAS,
  },
  podIdentities: {
    what: "Pod Identity associations per cluster",
    limit: 5000,
    raisableTo: Infinity,
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
  },
} as const satisfies Record<string, Quota>;

/** https://docs.aws.amazon.com/general/latest/gr/eks.html#limits_eks: "Public endpoint access CIDR ranges per cluster", not adjustable. */
export const MAX_PUBLIC_CIDRS = 40;

/** https://docs.aws.amazon.com/eks/latest/userguide/node-taints-managed-node-groups.html */
export const MAX_TAINTS = 50;

/** Characters, including the prefix: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html and https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html */
export const MAX_LABEL_KEY = 63;

/** Bytes before encoding: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const MAX_USER_DATA_BYTES = 16 * 1024;
