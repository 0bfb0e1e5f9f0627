import type { LogGroupKind } from "../../domain/monitoring/log-groups";
import type { Path } from "../source/path";
import { COMPUTED, FILE_SYSTEMS, type PlatformRecord, recordKey, REGIONAL, REGISTRIES } from "./record";
import type { PlatformConfig } from "../resolve/resolve";

/** A key whose value AWS accepts only when it creates the resource. */
export interface ImmutableKey {
  /** `*` stands for any key of a map. */
  readonly path: Path;
  /** What follows from a change, as the rest of a sentence that begins with "Changing the key". */
  readonly consequence: string | ((before: string, now: string | undefined) => string);
  /** How to reach the goal without the change. */
  readonly alternative: string;
  /** Whether a change replaces nothing and deletes no key that is in use. */
  readonly isHarmless?: (change: Transition) => boolean;
  /** The key that decides whether this one is used. If both change, only that one has a finding. */
  readonly follows?: Path;
  /**
   * Records of older releases hold the value although the resource may not exist, and do not know `decidedBy`, the key
   * that decides whether it does.
   */
  readonly mayNotExist?: { readonly decidedBy: Path; readonly resource: string };
}

interface Transition {
  readonly before: string;
  readonly now: string | undefined;
  /** Everything that the last update recorded. */
  readonly record: PlatformRecord;
  readonly config: PlatformConfig;
}

const NEW_STACK = "create a second stack with the new value, and move the workloads to it";

/** Removing a resource from the stack file deletes it on purpose. */
function isRemoved({ now }: Transition): boolean {
  return now === undefined;
}

/** The class of a kind of log group in `monitoring.logs.groups`. */
function logClassOf(kind: LogGroupKind): ImmutableKey {
  return {
    path: ["monitoring", "logs", "groups", kind, "logClass"],
    consequence: "replaces the log groups of this kind, and deletes their events",
    alternative: "keep the log class",
    isHarmless: isRemoved,
  };
}

/**
 * Each key sets an argument that the AWS provider marks as ForceNew, or that AWS keeps when it is omitted.
 * https://www.pulumi.com/registry/packages/aws/api-docs/
 */
export const IMMUTABLE_KEYS: readonly ImmutableKey[] = [
  {
    path: ["environment"],
    consequence: "replaces every resource: their names and tags contain it",
    alternative: "create a stack file of its own for the other environment",
  },
  {
    path: ["name"],
    consequence: "replaces the cluster, its log group and every bucket and registry: their names contain it",
    alternative: NEW_STACK,
  },
  {
    path: ["aws", "region"],
    consequence: "replaces every resource: AWS cannot move them to another Region",
    alternative: NEW_STACK,
  },
  {
    path: ["aws", "accountId"],
    consequence: "replaces every resource: AWS cannot move them to another account",
    alternative: NEW_STACK,
  },
  {
    path: ["aws", "secondRegion"],
    consequence: "replaces the replicas, the vault of the second copies and their keys, with all data in them",
    alternative:
      "create a second stack for the new Region; or, to delete the copies, set `storage.deletionProtection` and `backup.deletionProtection` to false and update, turn off `replicate` of the buckets and `backup.secondRegionRetentionDays` and update, and set the new Region in a third update",
    isHarmless: isRemoved,
  },
  {
    path: ["network", "cidr"],
    consequence: "replaces the VPC with every subnet, and the cluster in it",
    alternative: "set `network.podCidr` for more addresses, or create a second stack",
  },
  {
    path: ["network", "ipam", "poolId"],
    consequence: "replaces the VPC with every subnet, and the cluster in it",
    alternative: NEW_STACK,
  },
  {
    path: ["network", "ipam", "netmaskLength"],
    consequence: "replaces the VPC with every subnet, and the cluster in it",
    alternative: "set `network.podCidr` for more addresses, or create a second stack",
    follows: ["network", "ipam", "poolId"],
  },
  {
    path: ["network", "existing", "vpcId"],
    consequence: "replaces the cluster, which cannot move to another VPC",
    alternative: NEW_STACK,
  },
  {
    path: ["network", "existing", "subnets", "control-plane", "*"],
    consequence: "has no effect: EKS keeps the control plane in the subnets that it was created with",
    alternative: NEW_STACK,
    isHarmless: isRemoved,
    follows: ["network", "existing", "vpcId"],
  },
  {
    path: ["network", "subnets", "*", "*"],
    consequence: "replaces the subnet, and AWS refuses to delete a subnet with network interfaces of nodes or of EKS",
    alternative: "add subnets by another zone in `network.zones`, or set `network.podCidr` for more addresses",
    isHarmless: isRemoved,
    follows: ["network", "cidr"],
  },
  {
    path: ["network", "zoneIds", "*"],
    consequence: "replaces the subnets of the zone, and with them the nodes and network interfaces in it",
    alternative: NEW_STACK,
    isHarmless: isRemoved,
  },
  {
    path: ["network", "podCidr"],
    consequence: "replaces the subnets of the pods, and AWS refuses to delete a subnet in which a pod has an address",
    alternative:
      "remove the key and update once no pod has an address of the block, and set the new block in the next update",
    isHarmless: isRemoved,
  },
  {
    path: ["network", "securityGroups", "*", "description"],
    consequence: "replaces the security group, and AWS refuses to delete a group that is in use",
    alternative: "add a group under another key, move its members, and remove this one",
    isHarmless: isRemoved,
  },
  {
    path: ["storage", "encryption"],
    consequence: (before) =>
      before === "customer-managed"
        ? "deletes the key, and with it access to the file systems, images and objects that it encrypts: AWS does not encrypt them again"
        : "replaces every registry with its images, and every file system with its files",
    alternative: "create a second stack with the other encryption, and copy the images, files and objects to it",
    // Buckets use the new key for new objects only.
    isHarmless: ({ now, record, config: { storage } }) =>
      now === "customer-managed" &&
      !anyRemains(record, REGISTRIES, storage.registries) &&
      !anyRemains(record, FILE_SYSTEMS, storage.fileSystems),
  },
  {
    path: ["storage", "fileSystems", "*", "zone"],
    consequence: (before, now) =>
      now === REGIONAL
        ? `does not move the file system: EFS keeps it in zone ${before}, and refuses its mount targets in other zones`
        : "replaces the file system with all its files",
    alternative: "add a file system under another key, copy the files (AWS DataSync), and remove this one",
    isHarmless: isRemoved,
  },
  {
    path: ["storage", "fileSystems", "*", "accessPoints", "*", "*"],
    consequence:
      "replaces the access point: the files remain, but volumes of pods refer to the old one and cannot be mounted any more",
    alternative: "add an access point under another key, move the volumes to it, and remove this one",
    isHarmless: isRemoved,
  },
  {
    path: ["backup", "encryption"],
    consequence: (before) =>
      before === "customer-managed"
        ? "deletes the key of the vaults, and with it access to their copies: AWS Backup does not encrypt them again"
        : "replaces the vaults, and AWS refuses to delete a vault that contains copies",
    alternative: "create a second stack, and keep this one until its copies have expired",
    isHarmless: isRemoved,
    mayNotExist: { decidedBy: ["backup", "enabled"], resource: "vault" },
  },
  {
    path: ["cluster", "compute"],
    consequence: (before) =>
      before === "auto-mode"
        ? "does not turn Auto Mode off: EKS keeps it when it is omitted. The nodes are deleted, and their volumes cannot be attached to other nodes"
        : "replaces every node, and volumes cannot be attached to the nodes of Auto Mode",
    alternative: NEW_STACK,
  },
  {
    path: ["cluster", "ipFamily"],
    consequence: "replaces the cluster with everything that runs on it",
    alternative: NEW_STACK,
  },
  {
    path: ["cluster", "serviceCidr"],
    consequence: "replaces the cluster with everything that runs on it",
    alternative: NEW_STACK,
    follows: ["cluster", "ipFamily"],
  },
  {
    path: ["cluster", "logClass"],
    consequence: "replaces the log group of the control plane, and deletes its logs",
    alternative: "keep the log class",
    isHarmless: isRemoved,
    mayNotExist: { decidedBy: ["cluster", "logTypes"], resource: "log group" },
  },
  {
    path: ["cluster", "hostedZones", "*", "domain"],
    consequence: "replaces the hosted zone: its records are deleted, and the new zone has other name servers",
    alternative: "add an entry for the new domain, and remove this one once no client uses its names",
    isHarmless: isRemoved,
  },
  {
    path: ["monitoring", "prometheus", "kmsKeyArn"],
    consequence: "replaces the workspace of Prometheus, and deletes its metrics",
    alternative: "keep the key",
    isHarmless: isRemoved,
  },
  {
    path: ["monitoring", "grafana", "signIn"],
    consequence: "replaces the workspace of Grafana, and deletes its dashboards",
    alternative: "export the dashboards, and remove and add the workspace",
    isHarmless: isRemoved,
  },
  logClassOf("containers"),
  logClassOf("flowLogs"),
  logClassOf("dnsQueries"),
  logClassOf("trail"),
  {
    path: ["cluster", "secretsEncryption"],
    consequence: "replaces the cluster with everything that runs on it: EKS does not remove the encryption of secrets",
    alternative: "keep the key, at $1 a month",
    isHarmless: ({ now }) => now === "customer-managed",
  },
];

/** Values of a record that mean that the stack file omits the key. */
export const OMITTED: ReadonlySet<string> = new Set([COMPUTED, REGIONAL]);

/** Whether a resource of the last update is still in the stack file. The record of an older release does not list them. */
function anyRemains(record: PlatformRecord, path: Path, now: object): boolean {
  const before = record[recordKey(path)]?.split(",");
  const names = Object.keys(now);
  return before === undefined ? names.length > 0 : names.some((name) => before.includes(name));
}
