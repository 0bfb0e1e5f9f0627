import { priceListOf } from "../../../../domain/cost/price-list";
import { priceOf } from "../../../../domain/waste/price";
import type { Resource } from "../../../../domain/waste/resources";
import {
  ADDRESS,
  BUCKET,
  IMAGE,
  INSTANCE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  OBJECTS,
  SECRET,
  SNAPSHOT,
  VOLUME,
} from "./fixture";

const PRICES = priceListOf("us-east-1", { source: "", regions: {} });
const GB = 1024 ** 3;

describe("the monthly price of a resource", () => {
  it.each<[string, Resource, number, boolean]>([
    ["an m7g.large", INSTANCE, 59.57, false],
    ["a Spot instance", { ...INSTANCE, isSpot: true }, 59.57, true],
    ["100 GiB of gp3", VOLUME, 8, false],
    ["100 GiB of gp2", { ...VOLUME, volumeType: "gp2" }, 10, false],
    ["an address", ADDRESS, 3.65, false],
    ["an Application Load Balancer", LOAD_BALANCER, 16.43, false],
    ["a Network Load Balancer", { ...LOAD_BALANCER, kind: "network" }, 16.43, false],
    ["a snapshot of 100 GiB", SNAPSHOT, 5, true],
    ["an image of 30 GiB", IMAGE, 1.5, true],
    ["a bucket of 100 GB", { ...BUCKET, days: [{ objects: 1, bytes: 100 * GB }] }, 2.3, false],
    ["objects of 100 GB", { ...OBJECTS, bytes: 100 * GB }, 2.3, true],
    ["a secret", SECRET, 0.4, false],
  ])("is known for %s, with its date and source", (_, resource, usd, isAtMost) => {
    const price = priceOf(resource, PRICES);
    expect(price).toMatchObject({ isAtMost, price: { source: expect.stringContaining("https://") as string } });
    expect("usd" in price && price.usd).toBeCloseTo(usd, 2);
  });

  it.each<[string, Resource, string]>([
    ["an unknown instance type", { ...INSTANCE, instanceType: "p5.48xlarge" }, "no price of p5.48xlarge"],
    ["Windows", { ...INSTANCE, licensed: "Windows" }, "no price of Windows"],
    ["an instance on a host of its own", { ...INSTANCE, tenancy: "host" }, "no price of the tenancy host"],
    ["a gp3 volume with more IOPS", { ...VOLUME, isProvisioned: true }, "no price of its IOPS and throughput"],
    ["another type of volume", { ...VOLUME, volumeType: "io2" }, "no price of io2"],
    ["a Gateway Load Balancer", { ...LOAD_BALANCER, kind: "gateway" }, "no price of gateway load balancers"],
    ["an archived snapshot", { ...SNAPSHOT, isArchived: true }, "no price of archived snapshots"],
    ["a bucket of another storage class", BUCKET, "no measured size in the storage class Standard"],
  ])("is stated as unknown for %s", (_, resource, unknown) => {
    expect(priceOf(resource, PRICES)).toEqual({ unknown });
  });

  it("is nothing for a network interface, an image without snapshots and an address of a pool of your own", () => {
    const free = [NETWORK_INTERFACE, { ...IMAGE, sizeGiB: 0 }, { ...ADDRESS, isOwn: true }];
    expect(free.map((resource) => priceOf(resource, PRICES))).toEqual([
      { free: "network interfaces cost nothing" },
      { free: "it has no snapshots" },
      { free: "addresses that you bring to AWS cost nothing" },
    ]);
  });

  it("is that of the Region where the price table has one", () => {
    const table = {
      source: "list",
      regions: { "eu-west-1": { asOf: "2026-11-01", prices: { gp3: 0.1 }, instances: {} } },
    };
    expect(priceOf(VOLUME, priceListOf("eu-west-1", table))).toMatchObject({
      usd: 10,
      price: { asOf: "2026-11-01", region: "eu-west-1", source: "list" },
    });
  });
});
