import * as s3 from "@pulumi/aws/s3";

import { Network, type NetworkArgs } from "../../../components/network";
import { policyDocument } from "../../../domain/iam/policy-document";
import { allowLogDelivery } from "../../../components/storage/log-delivery";
import { TEST_SCOPE } from "../../support/mocks";
import { type RecordOptions, type RecordedResource, type Recording, key, record } from "../../support/record";

export const LOG_BUCKET = "groundwork-test-logs";

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
  flowLogs: { destination: "cloudwatch", traffic: "ALL", retentionDays: 30, aggregationSeconds: 600 },
  queryLog: { destination: "none" },
  dnsFirewall: {
    blockedDomains: [],
    allowedDomains: [],
    managedDomainLists: {},
    action: "block",
    failOpen: false,
  },
  readableBuckets: [],
  storage: { logBucketName: LOG_BUCKET },
  ipv6: false,
  addressUsageMetrics: false,
  securityGroups: {},
};

/** The arguments with a change. `ipam` replaces `cidr`. */
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

const recorded = new Map<string, Promise<Recording<Network>>>();

/** A network that several tests of a file use, recorded once. */
export function networkOf(change: Partial<NetworkArgs> = {}): Promise<Recording<Network>> {
  const args = JSON.stringify(change);
  const recording = recorded.get(args) ?? recordNetwork(change);
  recorded.set(args, recording);
  return recording;
}

/** The network together with the log bucket and its policy. */
export function recordNetworkWithLogBucket(change: Partial<NetworkArgs>): Promise<Recording<Network>> {
  const { accountId, region } = TEST_SCOPE;
  return record(() => {
    const bucket = new s3.Bucket("logs", { bucket: LOG_BUCKET });
    const delivery = policyDocument(allowLogDelivery(["vended"], { bucketName: LOG_BUCKET, accountId, region }));
    const policy = new s3.BucketPolicy("logs", { bucket: bucket.bucket, policy: delivery });
    return new Network("network", { ...NETWORK_ARGS, ...change, storage: { logBucketName: policy.bucket } }, {});
  });
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

/** Resources that a change of the arguments adds, removes or changes, as `<type>::<name>` without the package of the type. */
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
