/** The day on which {@link ABSENT_ENDPOINTS} was compared with its source pages. */
export const ENDPOINT_AVAILABILITY_AS_OF = "2026-11-27";

/** An interface endpoint that AWS does not offer in some Regions. */
export interface AbsentEndpoint {
  /** Regions without it; `all` where no Region has an endpoint named `com.amazonaws.<region>.<service>`. */
  readonly regions: readonly string[] | "all";
  /** What a workload can use instead, or why nothing needs the endpoint: a clause that follows a colon. */
  readonly instead: string;
}

/**
 * Endpoint services that AWS is known not to offer, by the last part of their name. Whether AWS offers a service that is
 * not listed is not known: `aws ec2 describe-vpc-endpoint-services` answers for an account and Region.
 */
const ABSENT_ENDPOINTS: Readonly<Record<string, AbsentEndpoint>> = {
  // "Regional Availability" of https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
  eks: {
    regions: ["ap-east-2", "ap-southeast-5", "ap-southeast-7", "mx-central-1"],
    instead: "managed nodes join without it, and other callers of the EKS API need NAT or a transit gateway",
  },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
  ec2messages: {
    regions: ["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1"],
    instead: "SSM Agent 3.3.40 and later call ssmmessages",
  },
  // One endpoint for all Regions, com.amazonaws.route53: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
  route53: {
    regions: "all",
    instead:
      "its only endpoint, com.amazonaws.route53, is not Regional, and callers need that endpoint, NAT or a transit gateway",
  },
};

/** The entry of a service that AWS does not offer in the Region; undefined where it does, or where that is not known. */
export function absentEndpoint(service: string, region: string): AbsentEndpoint | undefined {
  const absent = ABSENT_ENDPOINTS[service];
  if (absent === undefined) return undefined;
  return absent.regions === "all" || absent.regions.includes(region) ? absent : undefined;
}

/**
 * Services that nodes no longer call, with their successors. An endpoint costs $7.30 a month in each zone and carries no
 * traffic. SSM Agent calls `ssmmessages` since 3.3.40:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export const SUPERSEDED_ENDPOINTS: Readonly<Record<string, string>> = { ec2messages: "ssmmessages" };
