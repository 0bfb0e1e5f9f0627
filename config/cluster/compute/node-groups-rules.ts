import { amiMismatch } from "../../../domain/cluster/instance-support";
import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import { amiArchitecture, instanceArchitecture } from "../../../domain/cluster/instance-types";
import { minorOf } from "../../../domain/cluster/kubernetes-versions";
import type { Path } from "../../source/path";
import { zonalGroupName } from "../../../domain/cluster/zonal-group-name";
import type { ReadableParts, Rule } from "../../check/rule";
import { zonesOfTheNetwork } from "../../network/zones-rules";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type NodeGroup = Cluster["nodeGroups"][string];

/** With fewer types to choose from, one shortage takes all nodes: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html */
const SPOT_TYPES = 3;

/** Makes a rule of what is to be said about one node group. */
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
      path: at("maxSize"),
      message: "Less than minSize.",
      because: [at("minSize")],
      allowed: "minSize <= desiredSize <= maxSize",
      fix: [set(at("maxSize"), minSize), ...(desiredSize === minSize ? [] : [set(at("desiredSize"), minSize)])],
    };
  } else if (desiredSize < minSize || desiredSize > maxSize) {
    yield {
      path: at("desiredSize"),
      message: desiredSize < minSize ? "Less than minSize." : "More than maxSize.",
      because: [at("minSize"), at("maxSize")],
      allowed: "minSize <= desiredSize <= maxSize",
      fix: [set(at("desiredSize"), desiredSize < minSize ? minSize : maxSize)],
    };
  }
});

const instanceTypesFitTheAmi = eachGroup(function* ({ amiType, instanceTypes }, at) {
  const built = amiArchitecture(amiType);
  const other = { arm64: amiType.replace("ARM_64", "x86_64"), x86_64: amiType.replace("x86_64", "ARM_64") }[built];
  // What no EKS AMI of this kind runs on has a report of its own, and its name does not tell the architecture.
  const known = instanceTypes.filter((type) => [undefined, "idle-accelerator"].includes(amiMismatch(amiType, type)));
  const foreign = known.filter((type) => instanceArchitecture(type) !== built);
  for (const type of foreign) {
    const path = at("instanceTypes", instanceTypes.indexOf(type));
    yield {
      path,
      message:
        built === "arm64"
          ? "An x86_64 machine cannot boot an arm64 image."
          : "An arm64 machine cannot boot an x86_64 image.",
      because: [at("amiType")],
      allowed: `${built} instance types, or amiType ${other}`,
      fix: foreign.length === instanceTypes.length ? [set(at("amiType"), other)] : [remove(path)],
    };
  }
});

/** In dev a lost node is a coffee break; elsewhere it is an outage. */
const spotHasAChoice = eachGroup(function* ({ capacityType, instanceTypes }, at, { environment }) {
  if (
    capacityType !== "SPOT" ||
    environment === undefined ||
    environment === "dev" ||
    instanceTypes.length >= SPOT_TYPES
  )
    return;
  yield {
    path: at("instanceTypes"),
    message: "Spot capacity of so few types can vanish at once.",
    because: [at("capacityType"), ["environment"]],
    allowed: `${SPOT_TYPES} instance types or more, of similar size`,
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
    path: at("releaseVersion"),
    message: "Not a release for this AMI type and Kubernetes version.",
    because: [at("amiType"), ["cluster", nodeVersion === undefined ? "version" : "nodeVersion"]],
    allowed:
      "AL2023: Kubernetes version and date (1.35.7-20260827); Bottlerocket: its version and commit (1.51.0-47438798)",
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
      path: ["cluster", "nodeGroups", name],
      message: "The name of a group that perZone makes.",
      because: [at("perZone")],
      allowed: "another name",
      fix: [edit(`rename it, which replaces its nodes, or set perZone of ${key} to false`)],
    };
  }
});

const bottlerocketSettingsFitTheAmi = eachGroup(function* ({ amiType, bottlerocket }, at) {
  if (bottlerocket === undefined || amiType.startsWith("BOTTLEROCKET")) return;
  yield {
    path: at("bottlerocket"),
    message: "Amazon Linux does not read the settings of Bottlerocket.",
    because: [at("amiType")],
    allowed: "settings only with an amiType that begins with BOTTLEROCKET",
    fix: [remove(at("bottlerocket"))],
  };
});

/**
 * EC2 Auto Scaling has no warm pools for Spot and for groups of several instance types:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html#warm-pools-limitations
 */
const warmPoolsFitTheGroup = eachGroup(function* (group, at) {
  const { warmPool, capacityType, instanceTypes, amiType, maxSize } = group;
  if (warmPool === undefined) return;
  if (capacityType === "SPOT") {
    yield {
      path: at("warmPool"),
      message: "Spot instances cannot wait in a warm pool.",
      because: [at("capacityType")],
      allowed: "absent, or capacityType ON_DEMAND",
      fix: [remove(at("warmPool"))],
    };
  }
  if (instanceTypes.length > 1) {
    yield {
      path: at("instanceTypes"),
      message: "A group with a warm pool is of one instance type.",
      because: [at("warmPool")],
      allowed: "one instance type, or no warmPool",
      fix: [remove(at("warmPool"))],
    };
  }
  if (warmPool.reuseOnScaleIn && amiType.startsWith("BOTTLEROCKET")) {
    yield {
      path: at("warmPool", "reuseOnScaleIn"),
      message: "A Bottlerocket node cannot go back to its pool.",
      because: [at("amiType")],
      allowed: "false, or an amiType that begins with AL2023",
      fix: [set(at("warmPool", "reuseOnScaleIn"), false)],
    };
  }
  for (const size of ["minSize", "maxGroupPreparedCapacity"] as const) {
    if ((warmPool[size] ?? 0) <= maxSize) continue;
    yield {
      path: at("warmPool", size),
      message: "More instances than there may be nodes.",
      because: [at("maxSize")],
      allowed: `up to maxSize, ${maxSize}`,
      fix: [set(at("warmPool", size), maxSize)],
    };
  }
});

/** How many groups of their sizes one entry stands for. */
export function groupCount(
  { perZone, zones }: Pick<NodeGroup, "perZone" | "zones">,
  networkZones: readonly string[],
): number {
  return perZone ? (zones ?? networkZones).length : 1;
}

export const nodeGroupsRules: readonly Rule[] = [
  sizesAreInOrder,
  instanceTypesFitTheAmi,
  spotHasAChoice,
  releaseVersionFitsTheCluster,
  nodeGroupZonesAreOfTheNetwork,
  zonalGroupNamesAreFree,
  bottlerocketSettingsFitTheAmi,
  warmPoolsFitTheGroup,
];
