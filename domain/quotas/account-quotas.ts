import { EKS_QUOTA } from "../cluster/quotas";
import { VPC_QUOTA } from "../network/quotas";
import type { Quota } from "../quota";

/** A quota that Service Quotas knows by its codes: `aws service-quotas get-service-quota`. */
export interface AccountQuota extends Quota {
  readonly service: string;
  readonly code: string;
  /** Quotas of global services are read in this Region. */
  readonly region?: string;
}

const VPC = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

/** Quotas of an account that its stacks share, or that depend on their settings. */
export const ACCOUNT_QUOTA = {
  vpcs: { service: "vpc", code: "L-F678F1CE", what: "VPCs per Region", limit: 5, raisableTo: Infinity, source: VPC },
  elasticAddresses: { service: "ec2", code: "L-0263D0A3", ...VPC_QUOTA.elasticAddresses },
  natGateways: {
    service: "vpc",
    code: "L-FE5A380F",
    what: "NAT gateways per zone",
    limit: 5,
    raisableTo: Infinity,
    source: `${VPC}#vpc-limits-gateways`,
  },
  rulesPerSecurityGroup: { service: "vpc", code: "L-0EA8095F", ...VPC_QUOTA.rulesPerSecurityGroup },
  clusters: {
    service: "eks",
    code: "L-1194D53C",
    what: "EKS clusters per Region",
    limit: 100,
    raisableTo: Infinity,
    source: EKS_QUOTA.nodeGroups.source,
  },
  nodeGroups: { service: "eks", code: "L-6D54EA21", ...EKS_QUOTA.nodeGroups },
  roles: {
    service: "iam",
    code: "L-FE177D64",
    region: "us-east-1",
    what: "IAM roles per account",
    limit: 1000,
    raisableTo: 10_000,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  keys: {
    service: "kms",
    code: "L-C2F1777E",
    what: "KMS keys per Region",
    limit: 100_000,
    raisableTo: Infinity,
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
  },
} as const satisfies Record<string, AccountQuota>;
