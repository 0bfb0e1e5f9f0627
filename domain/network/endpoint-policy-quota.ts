import type { Quota } from "../quota";

/** White space counts. */
export const ENDPOINT_POLICY_LENGTH: Quota = {
  what: "characters of an endpoint policy",
  limit: 20_480,
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
};
