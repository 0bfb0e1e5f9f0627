import { overlap } from "../../../domain/network/cidr";
import { edit, remove, set } from "../../diagnostics/finding";
import { minorOf, SUPPORT_AS_OF, supportedVersions, supportVerdict } from "../../../domain/cluster/kubernetes-versions";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const serviceCidrIsApartFromVpc: Rule = function* ({ cluster, network }) {
  // A block from a pool is known only when it is given; EKS itself refuses an overlap then.
  const vpc = network?.existing?.cidr ?? network?.cidr;
  if (cluster?.ipFamily !== "ipv4" || vpc === undefined || !overlap(cluster.serviceCidr, vpc)) return;
  const free = ["172.20.0.0/16", "10.100.0.0/16", "192.168.0.0/16"].find((cidr) => !overlap(cidr, vpc));
  yield {
    path: ["cluster", "serviceCidr"],
    message: "Overlaps the VPC: pods could not reach what is behind the shared addresses.",
    because: [["network", ...(network?.existing === undefined ? [] : ["existing"]), "cidr"]],
    allowed: "a block that shares no address with the VPC",
    fix: [
      free === undefined
        ? edit("set `cluster.serviceCidr` to a private block outside the VPC")
        : set(["cluster", "serviceCidr"], free),
    ],
  };
};

/**
 * Without the private endpoint, nodes and Fargate pods call the public one, from addresses of NAT gateways that AWS assigns
 * while the stack is being created: no list in a stack file can contain them, and a list is required.
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html#modify-endpoint-access
 */
const nodesReachTheApiServer: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.endpoint.private) return;
  const path: Path = ["cluster", "endpoint", "private"];
  yield {
    path,
    message:
      "Nodes reach the API server through its private endpoint. The public one is closed to the addresses of NAT gateways, which AWS assigns and `publicCidrs` cannot name in advance: no node would join the cluster (NodeCreationFailure).",
    allowed: "true; the private endpoint is free, and public access can be on beside it",
    fix: [set(path, true)],
  };
};

const endpointIsReachable: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const { endpoint } = cluster;
  const at = (...rest: Path): Path => ["cluster", "endpoint", ...rest];
  if (endpoint.public && endpoint.publicCidrs.length === 0) {
    yield {
      path: at("publicCidrs"),
      message: "Without a list EKS lets the whole internet reach the public endpoint.",
      because: [at("public")],
      allowed: "one block at least",
      fix: [edit("list the blocks from which people and pipelines reach the Kubernetes API")],
    };
  }
  if (!endpoint.public && endpoint.publicCidrs.length > 0) {
    yield {
      path: at("publicCidrs"),
      message: "Means nothing without a public endpoint.",
      because: [at("public")],
      fix: [remove(at("publicCidrs"))],
    };
  }
};

const kubernetesVersionIsSupported: Rule = function* ({ cluster }, { today }) {
  if (cluster === undefined) return;
  const { version, supportType, acceptForcedUpgrade } = cluster;
  const { status, message, upgradeTo } = supportVerdict(version, supportType, today);
  if (status === "ok") return;
  const path: Path = ["cluster", "version"];
  const supported = supportedVersions(supportType, today);
  const target = upgradeTo ?? supported.at(-1);
  yield {
    path,
    message,
    because: [["cluster", "supportType"]],
    allowed:
      `${supported.join(", ")} (AWS's calendar of ${SUPPORT_AS_OF}); upgrades go one minor version at a time` +
      (status === "imminent" ? "; or acceptForcedUpgrade true" : ""),
    ...(target === undefined ? {} : { fix: [set(path, target)] }),
    ...(status === "warning" || (status === "imminent" && acceptForcedUpgrade) ? { warning: true } : {}),
  };
};

/** A kubelet may be older than the API server, never newer; EKS starts no upgrade over a wider gap than one. */
const nodesFollowTheControlPlane: Rule = function* ({ cluster }) {
  if (cluster?.nodeVersion === undefined) return;
  const lag = minorOf(cluster.version) - minorOf(cluster.nodeVersion);
  if (lag === 0 || lag === 1) return;
  const path: Path = ["cluster", "nodeVersion"];
  yield {
    path,
    message: lag < 0 ? "Nodes are never newer than their control plane." : "More than one minor version behind.",
    because: [["cluster", "version"]],
    allowed: "the cluster's version, or one minor version less",
    fix: [remove(path)],
  };
};

export const controlPlaneRules: readonly Rule[] = [
  serviceCidrIsApartFromVpc,
  nodesReachTheApiServer,
  endpointIsReachable,
  kubernetesVersionIsSupported,
  nodesFollowTheControlPlane,
];
