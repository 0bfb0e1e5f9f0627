/** The day on which {@link ABSENT_ENDPOINTS} was compared with the pages that it names. */
export const ENDPOINT_AVAILABILITY_AS_OF = "2026-11-27";

/** An interface endpoint that AWS does not offer. */
export interface AbsentEndpoint {
  /** Regions without it; `all` where no Region has an endpoint named `com.amazonaws.<region>.<service>`. */
  readonly regions: readonly string[] | "all";
  /** What a workload does in its place, or why nothing needs it: a clause that follows a colon. */
  readonly instead: string;
}

/**
 * Endpoint services that are known to be absent, by the end of their name. A service or Region that is not listed is not
 * known to be absent, which does not mean that AWS offers it: `aws ec2 describe-vpc-endpoint-services` answers for an
 * account and Region.
 */
export const ABSENT_ENDPOINTS: Readonly<Record<string, AbsentEndpoint>> = {
  // "Regional Availability" of https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
  eks: {
    regions: ["ap-east-2", "ap-southeast-5", "ap-southeast-7", "mx-central-1"],
    instead: "managed nodes join without it, and whatever else calls the EKS API needs NAT or a transit gateway",
  },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
  ec2messages: {
    regions: ["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1"],
    instead: "SSM Agent 3.3.40 and later call ssmmessages",
  },
  // One endpoint for all Regions, com.amazonaws.route53: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
  route53: {
    regions: "all",
    instead: "its one endpoint, com.amazonaws.route53, is not Regional, and callers need it, NAT or a transit gateway",
  },
};

/** What AWS does not offer there; undefined where it does, or where that is not known. */
export function absentEndpoint(service: string, region: string): AbsentEndpoint | undefined {
  const absent = ABSENT_ENDPOINTS[service];
  if (absent === undefined) return undefined;
  return absent.regions === "all" || absent.regions.includes(region) ? absent : undefined;
}

/**
 * Services that nodes no longer call where AWS still offers them: each costs $7.30 a month in each zone for nothing.
 * SSM Agent calls `ssmmessages` since 3.3.40:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export const SUPERSEDED_ENDPOINTS: Readonly<Record<string, string>> = { ec2messages: "ssmmessages" };
