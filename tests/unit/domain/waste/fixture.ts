import { priceListOf } from "../../../../domain/cost/price-list";
import type {
  AddressResource,
  BucketResource,
  ImageResource,
  InstanceResource,
  LoadBalancerResource,
  NetworkInterfaceResource,
  ObjectsResource,
  SecretResource,
  SnapshotResource,
  VolumeResource,
} from "../../../../domain/waste/resources";
import { findWaste, type Waste, type WasteContext } from "../../../../domain/waste/waste";
import type { Resource } from "../../../../domain/waste/resources";

const DAY_MS = 24 * 60 * 60 * 1000;

export const TODAY = new Date("2026-11-28T12:00:00Z");
export const STACK_TAGS = { Project: "shop", Environment: "dev", ManagedBy: "Pulumi" };
export const STACK = { platformName: "shop-dev", tags: STACK_TAGS };

export function daysAgo(days: number): Date {
  return new Date(TODAY.getTime() - days * DAY_MS);
}

/** Resources in use, with the tags of the stack. */
export const INSTANCE: InstanceResource = {
  type: "instance",
  id: "i-1",
  tags: STACK_TAGS,
  created: daysAgo(100),
  instanceType: "m7g.large",
  isSpot: false,
  dailyCpu: [40, 50, 60, 40, 50, 2, 2],
};
export const VOLUME: VolumeResource = {
  type: "volume",
  id: "vol-1",
  tags: STACK_TAGS,
  created: daysAgo(100),
  volumeType: "gp3",
  sizeGiB: 100,
  isAttached: true,
};
export const ADDRESS: AddressResource = {
  type: "address",
  id: "eipalloc-1",
  tags: STACK_TAGS,
  ip: "192.0.2.1",
  isAttached: true,
};
export const LOAD_BALANCER: LoadBalancerResource = {
  type: "load balancer",
  id: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc",
  tags: STACK_TAGS,
  created: daysAgo(100),
  name: "web",
  kind: "application",
  targets: 2,
};
export const NETWORK_INTERFACE: NetworkInterfaceResource = {
  type: "network interface",
  id: "eni-1",
  tags: STACK_TAGS,
  description: "",
};
export const SNAPSHOT: SnapshotResource = {
  type: "snapshot",
  id: "snap-1",
  tags: STACK_TAGS,
  created: daysAgo(10),
  sizeGiB: 100,
  isOfImage: false,
  isArchived: false,
};
export const IMAGE: ImageResource = {
  type: "image",
  id: "ami-1",
  tags: STACK_TAGS,
  created: daysAgo(10),
  name: "runner",
  sizeGiB: 30,
  isUsed: false,
};
export const BUCKET: BucketResource = { type: "bucket", id: "shop-dev-logs", tags: STACK_TAGS, days: [] };
export const OBJECTS: ObjectsResource = {
  type: "objects",
  id: "s3://shop-dev-scratch/tmp/",
  tags: {},
  count: 0,
  bytes: 0,
  olderThanDays: 30,
  isPartial: false,
};
export const SECRET: SecretResource = { type: "secret", id: "database", tags: STACK_TAGS, created: daysAgo(400) };

export function waste(resources: readonly Resource[], changes: Partial<WasteContext> = {}): readonly Waste[] {
  return findWaste(resources, {
    stack: STACK,
    prices: priceListOf("us-east-1", { source: "", regions: {} }),
    keepDays: 90,
    today: TODAY,
    ...changes,
  });
}
