import type { Tags } from "../tags/tags";

interface Common {
  readonly id: string;
  readonly tags: Tags;
  /** Undefined where AWS does not state it. */
  readonly created?: Date | undefined;
}

export interface InstanceResource extends Common {
  readonly type: "instance";
  readonly instanceType: string;
  readonly isSpot: boolean;
  /** As EC2 bills it, such as Windows. Undefined for Linux without a license. */
  readonly licensed?: string | undefined;
  /** dedicated or host. Undefined for shared hardware. */
  readonly tenancy?: string | undefined;
  /** Average CPU usage in percent, of each of the last {@link IDLE_DAYS} days that have one; undefined if not known. */
  readonly dailyCpu: readonly number[] | undefined;
}

export interface VolumeResource extends Common {
  readonly type: "volume";
  readonly volumeType: string;
  readonly sizeGiB: number;
  /** Whether it has more IOPS or throughput than its size includes, which have prices of their own. */
  readonly isProvisioned?: boolean | undefined;
  readonly isAttached: boolean;
}

export interface AddressResource extends Common {
  readonly type: "address";
  readonly ip: string;
  /** Whether it is from a pool that the account has brought to AWS. */
  readonly isOwn?: boolean | undefined;
  readonly isAttached: boolean;
}

export interface LoadBalancerResource extends Common {
  readonly type: "load balancer";
  readonly name: string;
  /** application, network or gateway. */
  readonly kind: string;
  /** Registered targets of all of its target groups. */
  readonly targets: number;
}

/** A network interface that nothing uses; others are not read. */
export interface NetworkInterfaceResource extends Common {
  readonly type: "network interface";
  readonly description: string;
}

export interface SnapshotResource extends Common {
  readonly type: "snapshot";
  /** Of its volume. */
  readonly sizeGiB: number;
  /** Whether an image of the account contains it. */
  readonly isOfImage: boolean;
  readonly isArchived: boolean;
}

export interface ImageResource extends Common {
  readonly type: "image";
  readonly name: string;
  /** Of the volumes of its snapshots. */
  readonly sizeGiB: number;
  /** Whether an instance or the latest or default version of a launch template uses it. */
  readonly isUsed: boolean;
  readonly lastLaunched?: Date | undefined;
}

/** What CloudWatch measured of a bucket on one day. */
export interface BucketDay {
  readonly objects: number;
  /** In the storage class Standard. */
  readonly bytes: number;
}

export interface BucketResource extends Common {
  readonly type: "bucket";
  /** The last days, oldest first; a day without a measurement is missing. */
  readonly days: readonly BucketDay[];
}

/** Objects of a bucket that are older than an entry of `budgets.waste.objects` allows. */
export interface ObjectsResource extends Common {
  readonly type: "objects";
  readonly count: number;
  readonly bytes: number;
  readonly olderThanDays: number;
  /** Whether the bucket has more objects than were read. */
  readonly isPartial: boolean;
}

export interface SecretResource extends Common {
  readonly type: "secret";
  /** Days between rotations; undefined without rotation. */
  readonly rotatesEveryDays?: number | undefined;
  /** When Secrets Manager rotates it next. */
  readonly nextRotation?: Date | undefined;
  readonly lastRotated?: Date | undefined;
}

/** A resource at AWS that costs money or blocks others, and what tells whether it is in use. */
export type Resource =
  | InstanceResource
  | VolumeResource
  | AddressResource
  | LoadBalancerResource
  | NetworkInterfaceResource
  | SnapshotResource
  | ImageResource
  | BucketResource
  | ObjectsResource
  | SecretResource;

/** The name that a person knows a resource by; empty if it has none. */
export function nameOf(resource: Resource): string {
  if (resource.type === "load balancer" || resource.type === "image") return resource.name;
  if (resource.type === "address") return resource.ip;
  const { tags } = resource;
  return tags["Name"] ?? tags["kubernetes.io/created-for/pvc/name"] ?? "";
}
