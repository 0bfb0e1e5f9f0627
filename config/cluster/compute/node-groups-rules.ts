import { amiMismatch } from "../../../domain/cluster/instance-support";
import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import { amiArchitecture, instanceType } from "../../../domain/cluster/instance-types";
import { minorOf } from "../../../domain/cluster/kubernetes-versions";
import type { Path } from "../../source/path";
import { zonalGroupName } from "../../../domain/cluster/zonal-group-name";
import type { ReadableParts, Rule } from "../../check/rule";
import { zonesOfTheNetwork } from "../../network/zones-rules";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type NodeGroup = Cluster["nodeGroups"][string];

/** With fewer types, one shortage of capacity can remove all nodes: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html */
const MIN_SPOT_TYPES = 3;

/** Creates a rule that checks each node group. */
export function eachGroup(
  find: (group: NodeGroup, at: (...rest: Path) => Path, parts: ReadableParts, cluster: Cluster) => Iterable<Finding>,
): Rule {
  return function* (parts) {
    if (parts.cluster === undefined) return;
    for (const [key, group] of Object.entries(parts.cluster.nodeGroups)) {
      yield* find(group, (...rest) => ["cluster", "nodeGroups", key, ...rest], parts, parts.cluster);
    }
  };
}

const sizesAreInOrder = eachGroup(function* ({ minSize, desiredSize, maxSize }, at) {
  if (maxSize < minSize) {
    yield {
      code: "cluster/node-group-sizes",
      path: at("maxSize"),
      message: "`maxSize` is less than `minSize`.",
      because: [at("minSize")],
      allowed: "minSize <= desiredSize <= maxSize",
      fix: [set(at("maxSize"), minSize), ...(desiredSize === minSize ? [] : [set(at("desiredSize"), minSize)])],
    };
  } else if (desiredSize < minSize || desiredSize > maxSize) {
    yield {
      code: "cluster/node-group-sizes",
      path: at("desiredSize"),
      message:
        desiredSize < minSize ? "`desiredSize` is less than `minSize`." : "`desiredSize` is greater than `maxSize`.",
      because: [at("minSize"), at("maxSize")],
      allowed: "minSize <= desiredSize <= maxSize",
      fix: [set(at("desiredSize"), desiredSize < minSize ? minSize : maxSize)],
    };
  }
});

const instanceTypesFitTheAmi = eachGroup(function* ({ amiType, instanceTypes }, at) {
  const architecture = amiArchitecture(amiType);
  const other = { arm64: amiType.replace("ARM_64", "x86_64"), x86_64: amiType.replace("x86_64", "ARM_64") }[
    architecture
  ];
  // Other rules report types that no EKS AMI of this kind supports, and types that the table does not know.
  const supported = instanceTypes.filter((type) =>
    [undefined, "idle-accelerator"].includes(amiMismatch(amiType, type)),
  );
  const mismatched = supported.filter((type) => (instanceType(type)?.architecture ?? architecture) !== architecture);
  for (const type of mismatched) {
    const path = at("instanceTypes", instanceTypes.indexOf(type));
    yield {
      code: "cluster/architecture-mismatch",
      path,
      message:
        architecture === "arm64"
          ? "An x86_64 instance cannot boot from the arm64 AMI of `amiType`."
          : "An arm64 instance cannot boot from the x86_64 AMI of `amiType`.",
      because: [at("amiType")],
      allowed: `${architecture} instance types, or amiType ${other}`,
      fix: mismatched.length === instanceTypes.length ? [set(at("amiType"), other)] : [remove(path)],
    };
  }
});

/** Losing all nodes of a group is acceptable in dev and in short-lived stacks; elsewhere it is an outage. */
const spotHasEnoughTypes = eachGroup(function* ({ capacityType, instanceTypes }, at, { environment }) {
  if (
    capacityType !== "SPOT" ||
    environment === undefined ||
    environment === "dev" ||
    environment === "ephemeral" ||
    instanceTypes.length >= MIN_SPOT_TYPES
  )
    return;
  yield {
    code: "cluster/too-few-spot-types",
    path: at("instanceTypes"),
    message: "EC2 can reclaim all Spot Instances of so few types at once, and with them every node of the group.",
    because: [at("capacityType"), ["environment"]],
    allowed: `at least ${MIN_SPOT_TYPES} instance types of similar size`,
    fix: [set(at("capacityType"), "ON_DEMAND")],
  };
});

const releaseVersionFitsTheCluster = eachGroup(function* (
  { amiType, releaseVersion },
  at,
  _,
  { version, nodeVersion },
) {
  if (releaseVersion === undefined) return;
  const isAl2023Release = /-20\d{6}$/.test(releaseVersion);
  const fits = amiType.startsWith("AL2023")
    ? isAl2023Release && minorOf(releaseVersion) === minorOf(nodeVersion ?? version)
    : !isAl2023Release;
  if (fits) return;
  yield {
    code: "cluster/release-version-mismatch",
    path: at("releaseVersion"),
    message: "The AMI release does not belong to this AMI type and Kubernetes version.",
    because: [at("amiType"), ["cluster", nodeVersion === undefined ? "version" : "nodeVersion"]],
    allowed:
      "for AL2023, Kubernetes version and date (1.35.7-20260827); for Bottlerocket, its version and commit (1.51.0-47438798)",
    fix: [remove(at("releaseVersion"))],
  };
});

const nodeGroupZonesAreOfTheNetwork = eachGroup(function* ({ zones = [] }, at, { network }) {
  yield* zonesOfTheNetwork(zones, at("zones"), network);
});

const zonalGroupNamesAreFree = eachGroup(function* ({ zones, perZone }, at, { network }, { nodeGroups }) {
  if (!perZone || network === undefined) return;
  const key = String(at().at(-1));
  for (const zone of zones ?? network.zones) {
    const name = zonalGroupName(key, zone);
    if (nodeGroups[name] === undefined) continue;
    yield {
      code: "cluster/zonal-group-name-in-use",
      path: ["cluster", "nodeGroups", name],
      message: `\`perZone\` of node group ${key} creates a group of this name for one of its zones.`,
      because: [at("perZone")],
      allowed: "another name",
      fix: [edit(`rename this group, which replaces its nodes, or set \`perZone\` of ${key} to false`)],
    };
  }
});

const bottlerocketSettingsFitTheAmi = eachGroup(function* ({ amiType, bottlerocket }, at) {
  if (bottlerocket === undefined || amiType.startsWith("BOTTLEROCKET")) return;
  yield {
    code: "cluster/bottlerocket-settings-unused",
    path: at("bottlerocket"),
    message: "Amazon Linux nodes do not read `bottlerocket` settings.",
    because: [at("amiType")],
    allowed: "no settings, or an amiType that begins with BOTTLEROCKET",
    fix: [remove(at("bottlerocket"))],
  };
});

/**
 * EC2 Auto Scaling supports no warm pools for Spot Instances and for groups of several instance types:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html#warm-pools-limitations
 */
const warmPoolsFitTheGroup = eachGroup(function* (group, at) {
  const { warmPool, capacityType, instanceTypes, amiType, maxSize } = group;
  if (warmPool === undefined) return;
  if (capacityType === "SPOT") {
    yield {
      code: "cluster/warm-pool-with-spot",
      path: at("warmPool"),
      message: "EC2 Auto Scaling does not support warm pools for Spot Instances.",
      because: [at("capacityType")],
      allowed: "no warmPool, or capacityType ON_DEMAND",
      fix: [remove(at("warmPool"))],
    };
  }
  if (instanceTypes.length > 1) {
    yield {
      code: "cluster/warm-pool-with-several-types",
      path: at("instanceTypes"),
      message: "EC2 Auto Scaling does not support warm pools for groups of several instance types.",
      because: [at("warmPool")],
      allowed: "one instance type, or no warmPool",
      fix: [remove(at("warmPool"))],
    };
  }
  if (warmPool.reuseOnScaleIn && amiType.startsWith("BOTTLEROCKET")) {
    yield {
      code: "cluster/warm-pool-reuses-bottlerocket",
      path: at("warmPool", "reuseOnScaleIn"),
      message: "EKS does not return Bottlerocket nodes to a warm pool.",
      because: [at("amiType")],
      allowed: "false, or an amiType that begins with AL2023",
      fix: [set(at("warmPool", "reuseOnScaleIn"), false)],
    };
  }
  for (const size of ["minSize", "maxGroupPreparedCapacity"] as const) {
    if ((warmPool[size] ?? 0) <= maxSize) continue;
    yield {
      code: "cluster/warm-pool-exceeds-group",
      path: at("warmPool", size),
      message: `\`warmPool.${size}\` is greater than \`maxSize\` of the group.`,
      because: [at("maxSize")],
      allowed: `at most maxSize, ${maxSize}`,
      fix: [set(at("warmPool", size), maxSize)],
    };
  }
});

/** Number of node groups that one entry creates, each of the given sizes. */
export function groupCount(
  { perZone, zones }: Pick<NodeGroup, "perZone" | "zones">,
  networkZones: readonly string[],
): number {
  return perZone ? (zones ?? networkZones).length : 1;
}

export const nodeGroupsRules: readonly Rule[] = [
  sizesAreInOrder,
  instanceTypesFitTheAmi,
  spotHasEnoughTypes,
  releaseVersionFitsTheCluster,
  nodeGroupZonesAreOfTheNetwork,
  zonalGroupNamesAreFree,
  bottlerocketSettingsFitTheAmi,
  warmPoolsFitTheGroup,
];
