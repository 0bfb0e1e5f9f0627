import type * as pulumi from "@pulumi/pulumi";

import { AdoptedNetwork, type AdoptedNetworkArgs } from "./adopted-network";
import { Network, type NetworkArgs } from "./network";

/** What either kind of network is told. */
export type ProvidedNetworkArgs = NetworkArgs &
  Omit<AdoptedNetworkArgs, "existing"> &
  Partial<Pick<AdoptedNetworkArgs, "existing">>;

/** The network that the platform stands in: made here, or there already. Whoever uses it sees no difference. */
export function provideNetwork(
  name: string,
  { existing, ...args }: ProvidedNetworkArgs,
  opts: pulumi.ComponentResourceOptions,
): Network | AdoptedNetwork {
  return existing === undefined ? new Network(name, args, opts) : new AdoptedNetwork(name, { ...args, existing }, opts);
}
