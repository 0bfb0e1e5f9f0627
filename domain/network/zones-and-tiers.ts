/** The zones that the plan keeps a slot for, in the order of their slots. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/**
 * Who lives in a subnet: `public` load balancers and NAT gateways, `private` nodes and pods, `isolated` data stores
 * without a way out, `control-plane` the network interfaces of EKS.
 */
export const TIERS = ["public", "private", "isolated", "control-plane"] as const;
export type Tier = (typeof TIERS)[number];

/** Nodes are in one, the network interfaces of the control plane in the other. */
export const NEEDED_TIERS = ["private", "control-plane"] as const;

/** One of something for every tier. */
export function byTier<T>(of: (tier: Tier) => T): Readonly<Record<Tier, T>> {
  return {
    public: of("public"),
    private: of("private"),
    isolated: of("isolated"),
    "control-plane": of("control-plane"),
  };
}
