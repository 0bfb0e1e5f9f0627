import { overlap } from "../../../domain/network/cidr";
import { edit, propose, remove, set } from "../../diagnostics/finding";
import { minorOf, SUPPORT_AS_OF, supportedVersions, supportVerdict } from "../../../domain/cluster/kubernetes-versions";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const serviceCidrIsOutsideVpc: Rule = function* ({ cluster, network }) {
  // IPAM allocates a block during the update only; EKS refuses an overlap then.
  const vpc = network?.existing?.cidr ?? network?.cidr;
  if (cluster?.ipFamily !== "ipv4" || vpc === undefined || !overlap(cluster.serviceCidr, vpc)) return;
  const free = ["172.20.0.0/16", "10.100.0.0/16", "192.168.0.0/16"].find((cidr) => !overlap(cidr, vpc));
  yield {
    code: "cluster/service-cidr-overlaps-vpc",
    path: ["cluster", "serviceCidr"],
    message:
      "`cluster.serviceCidr` overlaps the VPC's block: pods could not reach VPC resources with the shared addresses.",
    because: [["network", ...(network?.existing === undefined ? [] : ["existing"]), "cidr"]],
    allowed: "a block that shares no address with the VPC",
    fix: [
      free === undefined
        ? edit("set `cluster.serviceCidr` to a private block outside the VPC")
        : propose(["cluster", "serviceCidr"], free),
    ],
  };
};

/**
 * Without the private endpoint, nodes and Fargate pods call the public one, from addresses of NAT gateways that AWS assigns
 * during the update. A list in a stack file cannot contain them, and a list is required.
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html#modify-endpoint-access
 */
const nodesReachTheApiServer: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.endpoint.private) return;
  const path: Path = ["cluster", "endpoint", "private"];
  yield {
    code: "cluster/no-private-endpoint",
    path,
    message:
      "Nodes need the private endpoint to reach the API server. The public endpoint refuses the addresses of NAT gateways, which AWS assigns and `publicCidrs` cannot contain in advance, so nodes could not join the cluster (NodeCreationFailure).",
    allowed: "true; the private endpoint is free, and the public endpoint can be on as well",
    fix: [set(path, true)],
  };
};

const publicEndpointHasCidrs: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const { endpoint } = cluster;
  const at = (...rest: Path): Path => ["cluster", "endpoint", ...rest];
  if (endpoint.public && endpoint.publicCidrs.length === 0) {
    yield {
      code: "cluster/public-endpoint-without-cidrs",
      path: at("publicCidrs"),
      message: "Without a list of CIDR blocks, EKS lets the whole internet connect to the public endpoint.",
      because: [at("public")],
      allowed: "at least one block",
      fix: [edit("list the CIDR blocks from which people and pipelines call the Kubernetes API")],
    };
  }
  if (!endpoint.public && endpoint.publicCidrs.length > 0) {
    yield {
      code: "cluster/public-cidrs-unused",
      path: at("publicCidrs"),
      message: "`publicCidrs` has no effect: `cluster.endpoint.public` is false.",
      because: [at("public")],
      fix: [remove(at("publicCidrs"))],
    };
  }
};

const SUPPORT_CODES = {
  unknown: "cluster/unknown-version",
  ended: "cluster/version-out-of-support",
  ending: "cluster/version-support-ends",
  extended: "cluster/extended-support",
} as const;

const kubernetesVersionIsSupported: Rule = function* ({ cluster }, { today }) {
  if (cluster === undefined) return;
  const { version, supportType, acceptForcedUpgrade } = cluster;
  const { status, kind, message, upgradeTo } = supportVerdict(version, supportType, today);
  if (kind === undefined) return;
  const path: Path = ["cluster", "version"];
  const supported = supportedVersions(supportType, today);
  const target = upgradeTo ?? supported.at(-1);
  yield {
    code: SUPPORT_CODES[kind],
    path,
    message,
    because: [["cluster", "supportType"]],
    allowed:
      `${supported.join(", ")} (AWS's calendar of ${SUPPORT_AS_OF}); EKS upgrades one minor version at a time` +
      (status === "imminent" ? "; or set acceptForcedUpgrade to true" : ""),
    ...(target === undefined ? {} : { fix: [propose(path, target)] }),
    ...(status === "warning" || (status === "imminent" && acceptForcedUpgrade) ? { warning: true } : {}),
  };
};

/** A kubelet may be older than the API server, never newer; EKS starts no upgrade while nodes are further behind than this. */
const nodeVersionFitsControlPlane: Rule = function* ({ cluster }) {
  if (cluster?.nodeVersion === undefined) return;
  const lag = minorOf(cluster.version) - minorOf(cluster.nodeVersion);
  if (lag === 0 || lag === 1) return;
  const path: Path = ["cluster", "nodeVersion"];
  yield {
    code: "cluster/node-version-skew",
    path,
    message:
      lag < 0
        ? "`cluster.nodeVersion` is newer than `cluster.version`, the version of the control plane."
        : "`cluster.nodeVersion` is more than one minor version older than `cluster.version`.",
    because: [["cluster", "version"]],
    allowed: "the cluster's version, or one minor version less",
    fix: [remove(path)],
  };
};

export const controlPlaneRules: readonly Rule[] = [
  serviceCidrIsOutsideVpc,
  nodesReachTheApiServer,
  publicEndpointHasCidrs,
  kubernetesVersionIsSupported,
  nodeVersionFitsControlPlane,
];
