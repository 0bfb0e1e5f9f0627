import type * as pulumi from "@pulumi/pulumi";

import { ExistingNetwork, type ExistingNetworkArgs } from "./existing-network";
import { Network, type NetworkArgs } from "./network";
import type { PlatformNetwork } from "./platform-network";

export type ProvidedNetworkArgs = NetworkArgs & Partial<Pick<ExistingNetworkArgs, "existing">>;

/** Creates a network, or uses the existing one. */
export function provideNetwork(
  name: string,
  { existing, ...args }: ProvidedNetworkArgs,
  opts: pulumi.ComponentResourceOptions,
): PlatformNetwork {
  return existing === undefined
    ? new Network(name, args, opts)
    : new ExistingNetwork(name, { ...args, existing }, opts);
}
