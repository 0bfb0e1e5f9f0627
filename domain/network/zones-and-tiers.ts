/** The zones for which the address plan reserves a slot, in the order of their slots. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/**
 * The use of a subnet: `public` for load balancers and NAT gateways, `private` for nodes and pods, `isolated` for data
 * stores without a route to the internet, `control-plane` for the network interfaces of EKS.
 */
export const TIERS = ["public", "private", "isolated", "control-plane"] as const;
export type Tier = (typeof TIERS)[number];

/** Tiers that the cluster requires: for nodes, and for the network interfaces of the control plane. */
export const REQUIRED_TIERS = ["private", "control-plane"] as const;

/** A record with one value for each tier. */
export function byTier<T>(of: (tier: Tier) => T): Readonly<Record<Tier, T>> {
  return {
    public: of("public"),
    private: of("private"),
    isolated: of("isolated"),
    "control-plane": of("control-plane"),
  };
}
