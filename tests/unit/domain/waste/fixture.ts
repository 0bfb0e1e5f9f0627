import { priceListOf } from "../../../../domain/cost/price-list";
import type {
  AddressThing,
  BucketThing,
  ImageThing,
  InstanceThing,
  LoadBalancerThing,
  NetworkInterfaceThing,
  ObjectsThing,
  SecretThing,
  SnapshotThing,
  VolumeThing,
} from "../../../../domain/waste/things";
import { findWaste, type Waste, type WasteContext } from "../../../../domain/waste/waste";
import type { Thing } from "../../../../domain/waste/things";

const DAY_MS = 24 * 60 * 60 * 1000;

export const TODAY = new Date("2026-11-28T12:00:00Z");
export const STACK_TAGS = { Project: "shop", Environment: "dev", ManagedBy: "Pulumi" };
export const STACK = { platformName: "shop-dev", tags: STACK_TAGS };

export function daysAgo(days: number): Date {
  return new Date(TODAY.getTime() - days * DAY_MS);
}

/** Things in use, with the tags of the stack. */
export const INSTANCE: InstanceThing = {
  type: "instance",
  id: "i-1",
  tags: STACK_TAGS,
  created: daysAgo(100),
  instanceType: "m7g.large",
  isSpot: false,
  dailyCpu: [40, 50, 60, 40, 50, 2, 2],
};
export const VOLUME: VolumeThing = {
  type: "volume",
  id: "vol-1",
  tags: STACK_TAGS,
  created: daysAgo(100),
  volumeType: "gp3",
  sizeGiB: 100,
  isAttached: true,
};
export const ADDRESS: AddressThing = {
  type: "address",
  id: "eipalloc-1",
  tags: STACK_TAGS,
  ip: "192.0.2.1",
  isAttached: true,
};
export const LOAD_BALANCER: LoadBalancerThing = {
  type: "load balancer",
  id: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc",
  tags: STACK_TAGS,
  created: daysAgo(100),
  name: "web",
  kind: "application",
  targets: 2,
};
export const NETWORK_INTERFACE: NetworkInterfaceThing = {
  type: "network interface",
  id: "eni-1",
  tags: STACK_TAGS,
  description: "",
};
export const SNAPSHOT: SnapshotThing = {
  type: "snapshot",
  id: "snap-1",
  tags: STACK_TAGS,
  created: daysAgo(10),
  sizeGiB: 100,
  isOfImage: false,
  isArchived: false,
};
export const IMAGE: ImageThing = {
  type: "image",
  id: "ami-1",
  tags: STACK_TAGS,
  created: daysAgo(10),
  name: "runner",
  sizeGiB: 30,
  isUsed: false,
};
export const BUCKET: BucketThing = { type: "bucket", id: "shop-dev-logs", tags: STACK_TAGS, days: [] };
export const OBJECTS: ObjectsThing = {
  type: "objects",
  id: "s3://shop-dev-scratch/tmp/",
  tags: {},
  count: 0,
  bytes: 0,
  olderThanDays: 30,
  isPartial: false,
};
export const SECRET: SecretThing = { type: "secret", id: "database", tags: STACK_TAGS, created: daysAgo(400) };

export function waste(things: readonly Thing[], changes: Partial<WasteContext> = {}): readonly Waste[] {
  return findWaste(things, {
    stack: STACK,
    prices: priceListOf("us-east-1", { source: "", regions: {} }),
    keepDays: 90,
    today: TODAY,
    ...changes,
  });
}
