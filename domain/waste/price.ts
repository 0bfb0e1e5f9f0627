import type { PriceList } from "../cost/price-list";
import { type Price, usdPerMonth } from "../cost/prices";
import type { Resource } from "./resources";

const BYTES_PER_GB = 1024 ** 3;

/**
 * What the price of a gp3 volume includes.
 * https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-ebs-volume-type
 */
export const GP3_INCLUDED = { iops: 3000, mibPerSecond: 125 } as const;

/** What a resource costs in a month, or why that is not known. */
export type MonthlyPrice =
  | { readonly usd: number; readonly isAtMost: boolean; readonly price: Price }
  | { readonly free: string }
  | { readonly unknown: string };

export function priceOf(resource: Resource, { prices, instance }: PriceList): MonthlyPrice {
  switch (resource.type) {
    case "instance": {
      const { licensed, tenancy } = resource;
      if (licensed !== undefined) return { unknown: `no price of ${licensed}` };
      if (tenancy !== undefined) return { unknown: `no price of the tenancy ${tenancy}` };
      const price = instance(resource.instanceType);
      if (price === undefined) return { unknown: `no price of ${resource.instanceType}` };
      // Spot prices change by the hour.
      return { usd: usdPerMonth(price), isAtMost: resource.isSpot, price };
    }
    case "volume": {
      if (resource.isProvisioned === true) return { unknown: "no price of its IOPS and throughput" };
      const price = { gp2: prices.gp2, gp3: prices.gp3 }[resource.volumeType];
      return price === undefined ? { unknown: `no price of ${resource.volumeType}` } : exact(price, resource.sizeGiB);
    }
    case "address":
      // https://aws.amazon.com/vpc/pricing/
      return resource.isOwn === true
        ? { free: "addresses that you bring to AWS cost nothing" }
        : exact(prices.publicIpv4);
    case "load balancer": {
      const price = { application: prices.loadBalancer, network: prices.networkLoadBalancer }[resource.kind];
      return price === undefined ? { unknown: `no price of ${resource.kind} load balancers` } : exact(price);
    }
    case "network interface":
      return { free: "network interfaces cost nothing" };
    case "snapshot":
      return resource.isArchived
        ? { unknown: "no price of archived snapshots" }
        : atMost(prices.snapshotStorage, resource.sizeGiB);
    case "image":
      return resource.sizeGiB === 0
        ? { free: "it has no snapshots" }
        : atMost(prices.snapshotStorage, resource.sizeGiB);
    case "bucket":
      return ofBytes(prices.objectStorage, resource.days.at(-1)?.bytes);
    case "objects":
      // Other storage classes cost less.
      return atMost(prices.objectStorage, resource.bytes / BYTES_PER_GB);
    case "secret":
      return exact(prices.secret);
  }
}

function exact(price: Price, quantity = 1): MonthlyPrice {
  return { usd: quantity * usdPerMonth(price), isAtMost: false, price };
}

/** A snapshot holds the changed blocks of its volume only. */
function atMost(price: Price, quantity: number): MonthlyPrice {
  return { usd: quantity * usdPerMonth(price), isAtMost: true, price };
}

function ofBytes(price: Price, bytes: number | undefined): MonthlyPrice {
  return bytes === undefined || bytes === 0
    ? { unknown: "no measured size in the storage class Standard" }
    : exact(price, bytes / BYTES_PER_GB);
}
