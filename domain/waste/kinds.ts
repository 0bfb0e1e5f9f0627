/** What the waste report finds, in its order. The names are those of `budgets.waste.stop`. */
export const WASTE_KINDS = {
  "idle-instances": {
    what: "Running instances whose average CPU usage stays under the threshold on each of the last days",
    advice: "Stop or terminate it, choose a smaller instance type, or lower `desiredSize` of its node group.",
  },
  "unattached-volumes": {
    what: "EBS volumes that no instance uses",
    advice: "Take a snapshot of it and delete it. A PersistentVolume may still refer to it while its pod does not run.",
  },
  "unattached-addresses": {
    what: "Elastic IP addresses that nothing uses",
    advice: "Release it, unless somebody outside of AWS allows this address.",
  },
  "load-balancers-without-targets": {
    what: "Load balancers to which no target is registered",
    advice: "Delete it, or the Ingress or Service that created it. One that only redirects has no targets.",
  },
  "unattached-network-interfaces": {
    what: "Network interfaces that nothing uses: they cost nothing, but AWS deletes no subnet or security group in use",
    advice: "Delete it.",
  },
  "old-snapshots": {
    what: "Snapshots of volumes that are kept for longer than `keepDays`, without those of images and of AWS Backup",
    advice: "Delete it, or let AWS Backup or Amazon Data Lifecycle Manager delete snapshots by their age.",
  },
  "old-images": {
    what: "AMIs that are older than `keepDays`, which no instance and no launch template uses",
    advice: "Deregister it and delete its snapshots.",
  },
  "stale-buckets": {
    what: "Buckets whose number of objects and size have not changed for the last days",
    advice: "Delete it, or set a lifecycle rule that moves or expires its objects.",
  },
  "stale-objects": {
    what: "Objects that are older than their entry in `budgets.waste.objects` allows",
    advice: "Let a lifecycle rule of the bucket expire them.",
  },
  "overdue-secrets": {
    what: "Secrets whose last rotation is longer ago than their rotation allows",
    advice: "Find out why the rotation fails, or delete the secret if nothing reads it.",
  },
  temporary: {
    what: "Resources whose name or tags say that they are temporary",
    advice: "Delete it, or give it another name and tags of its owner.",
  },
  untagged: {
    what: "Resources without any tag of an owner",
    advice: "Find its owner by the events of CloudTrail, and tag or delete it.",
  },
} as const satisfies Readonly<Record<string, { readonly what: string; readonly advice: string }>>;

export type WasteKind = keyof typeof WASTE_KINDS;

/**
 * What `npm run waste -- <stack> --apply` can stop or delete, where `budgets.waste.stop` lists it. All other kinds hold data
 * or need a decision for each resource, and are only reported.
 */
export const STOPPABLE_KINDS = [
  "idle-instances",
  "unattached-volumes",
  "unattached-addresses",
  "load-balancers-without-targets",
  "unattached-network-interfaces",
] as const satisfies readonly WasteKind[];

export type StoppableKind = (typeof STOPPABLE_KINDS)[number];
