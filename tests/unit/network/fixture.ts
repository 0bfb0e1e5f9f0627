import { Network, type NetworkArgs } from "../../../components/network";
import { type RecordOptions, type RecordedResource, type Recording, key, record } from "../../support/record";

export const NETWORK_ARGS: NetworkArgs = {
  platformName: "groundwork-test",
  clusterName: "groundwork-test",
  region: "eu-west-1",
  accountId: "111122223333",
  cidr: "10.0.0.0/16",
  zones: ["a", "b", "c"],
  zoneIds: {},
  tiers: ["public", "private", "isolated", "control-plane"],
  subnets: {},
  nat: "per-zone",
  natAllocationIds: {},
  interfaceEndpoints: { services: [] },
  flowLogs: { traffic: "ALL", retentionDays: 30, aggregationSeconds: 600 },
  ipv6: false,
  addressUsageMetrics: false,
  securityGroups: {},
};

/** The arguments with a change. A pool takes the place of the block. */
export function argsWith(change: Partial<NetworkArgs>): NetworkArgs {
  const { cidr, ...rest } = NETWORK_ARGS;
  return { ...rest, ...(cidr === undefined || "ipam" in change ? {} : { cidr }), ...change };
}

export function recordNetwork(
  change: Partial<NetworkArgs> = {},
  options: RecordOptions = {},
): Promise<Recording<Network>> {
  return record(() => new Network("network", argsWith(change), {}), options);
}

/** Logical names, sorted. */
export function names(resources: readonly RecordedResource[]): string[] {
  return resources.map(({ name }) => name).sort();
}

export interface NetworkChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What a change of the arguments does to the resources, `<type>::<name>` without the provider's part of the type. */
export function compareNetworks(before: Recording<Network>, after: Recording<Network>): NetworkChange {
  const [old, now] = [inputsByKey(before), inputsByKey(after)];
  return {
    added: [...now.keys()].filter((name) => !old.has(name)).sort(),
    removed: [...old.keys()].filter((name) => !now.has(name)).sort(),
    changed: [...now].filter(([name, inputs]) => old.has(name) && old.get(name) !== inputs).map(([name]) => name),
  };
}

function inputsByKey({ resources }: Recording<Network>): Map<string, string> {
  return new Map(
    resources.map(({ options, inputs, ...resource }) => [
      key(resource).replace(/^.*:(?=\w+::)/, ""),
      JSON.stringify({ inputs, ...options }),
    ]),
  );
}
