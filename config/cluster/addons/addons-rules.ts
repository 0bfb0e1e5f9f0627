import { listed } from "../../../domain/listed";
import {
  type AddonName,
  ADDONS,
  CORE_ADDON_NAMES,
  lockedAddonVersion,
  OPTIONAL_ADDON_NAMES,
  versionsWithLock,
} from "../../../domain/cluster/addons/catalog";
import type { AddonDefinition } from "../../../domain/cluster/addons/definition";
import { testedKubernetes } from "../../../domain/cluster/keda-versions";
import { minorOf, supportVerdict } from "../../../domain/cluster/kubernetes-versions";
import type { Rule } from "../../check/rule";
import { edit, type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";

/** https://kubernetes.io/releases/version-skew-policy/#kube-proxy */
const KUBE_PROXY_SKEW_MINORS = 3;

const S3_DRIVER: Path = ["cluster", "optionalAddons", "aws-mountpoint-s3-csi-driver"];

const addonVersionsAreKnown: Rule = function* ({ cluster }, { today }) {
  if (cluster === undefined) return;
  // Another rule refuses the Kubernetes version itself.
  if (supportVerdict(cluster.version, cluster.supportType, today).status === "error") return;
  for (const addon of CORE_ADDON_NAMES) {
    if (cluster.addons[addon]?.version === undefined && lockedAddonVersion(addon, cluster.version) === undefined) {
      yield versionRequired(addon, ["cluster", "addons", addon, "version"]);
    }
  }
  for (const addon of OPTIONAL_ADDON_NAMES) {
    const settings = cluster.optionalAddons[addon];
    if (
      settings !== undefined &&
      settings.version === undefined &&
      lockedAddonVersion(addon, cluster.version) === undefined
    ) {
      yield versionRequired(addon, ["cluster", "optionalAddons", addon, "version"]);
    }
  }
};

function versionRequired(addon: AddonName, path: Path): Finding {
  const locked = versionsWithLock(addon);
  return {
    code: "cluster/addon-version-required",
    path,
    message: "This release has no tested version of the add-on for `cluster.version`, so `version` is required.",
    because: [["cluster", "version"]],
    allowed:
      locked.length === 0
        ? "a version that AWS lists for cluster.version; none is tested for any"
        : `tested: ${locked.join(", ")}`,
    fix: [
      edit(
        `run aws eks describe-addon-versions --addon-name ${addon} --kubernetes-version <version> --region <region>, and set one of its versions`,
      ),
    ],
  };
}

const kubeProxyFollowsTheCluster: Rule = function* ({ cluster }) {
  const version = cluster?.addons["kube-proxy"]?.version;
  if (cluster === undefined || version === undefined) return;
  const lag = minorOf(cluster.version) - minorOf(version);
  if (lag >= 0 && lag <= KUBE_PROXY_SKEW_MINORS) return;
  const path: Path = ["cluster", "addons", "kube-proxy", "version"];
  yield {
    code: "cluster/kube-proxy-version-skew",
    path,
    message:
      lag < 0
        ? "kube-proxy is newer than the API server, which Kubernetes does not support."
        : `kube-proxy is more than ${KUBE_PROXY_SKEW_MINORS} minor versions older than the API server, which Kubernetes does not support.`,
    because: [["cluster", "version"]],
    allowed: `the minor version of cluster.version, or up to ${KUBE_PROXY_SKEW_MINORS} minor versions older`,
    fix: [remove(path)],
  };
};

const mountedBucketsExist: Rule = function* ({ cluster, storage }) {
  const mounted = cluster?.optionalAddons["aws-mountpoint-s3-csi-driver"]?.buckets;
  if (mounted === undefined || storage === undefined) return;
  const existing = Object.keys(storage.buckets);
  for (const key of Object.keys(mounted).filter((name) => !existing.includes(name))) {
    yield {
      code: "cluster/mounted-bucket-missing",
      path: [...S3_DRIVER, "buckets", key],
      message: "`storage.buckets` has no bucket with this key, so pods could not mount it.",
      because: [["storage", "buckets"]],
      allowed: existing.length === 0 ? "no key: storage.buckets is empty" : `one of ${listed(existing)}`,
      fix: [remove([...S3_DRIVER, "buckets", key])],
    };
  }
};

/** Version 1 supports IAM roles for service accounts (IRSA) only: https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v1.15.0/docs/CONFIGURATION.md#aws-credentials */
const s3DriverSupportsPodIdentity: Rule = function* ({ cluster }) {
  const version = cluster?.optionalAddons["aws-mountpoint-s3-csi-driver"]?.version;
  if (version?.startsWith("v1.") !== true) return;
  yield {
    code: "cluster/s3-driver-without-pod-identity",
    path: [...S3_DRIVER, "version"],
    message: "Version 1 of the driver does not support EKS Pod Identity, so S3 would refuse every mount.",
    allowed: "version 2 or newer",
    fix: [
      edit(
        "run aws eks describe-addon-versions --addon-name aws-mountpoint-s3-csi-driver --region <region>, and set a version from v2.0.0 on",
      ),
    ],
  };
};

const namespacesOfAddonsAreReserved: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const reserved: [string, Path][] = OPTIONAL_ADDON_NAMES.flatMap((addon): [string, Path][] => {
    const { namespace }: AddonDefinition = ADDONS[addon];
    return namespace === undefined || cluster.optionalAddons[addon] === undefined
      ? []
      : [[namespace, ["cluster", "optionalAddons", addon]]];
  });
  if (cluster.externalSecrets !== undefined) reserved.push(["external-secrets", ["cluster", "externalSecrets"]]);
  if (cluster.keda !== undefined) reserved.push(["keda", ["cluster", "keda"]]);
  for (const [namespace, by] of reserved.filter(([name]) => cluster.namespaces[name] !== undefined)) {
    const path: Path = ["cluster", "namespaces", namespace];
    yield {
      code: "cluster/namespace-of-addon",
      path,
      message: `\`cluster.namespaces\` must not contain ${namespace}: an add-on creates this namespace, and its pods would violate the rules of yours.`,
      because: [by],
      allowed: "another name",
      fix: [remove(path)],
    };
  }
};

const storeIsForKnownNamespaces: Rule = function* ({ cluster }) {
  const namespaces = Object.keys(cluster?.namespaces ?? {});
  for (const [index, namespace] of (cluster?.externalSecrets?.clusterStore?.namespaces ?? []).entries()) {
    if (namespaces.includes(namespace)) continue;
    const path: Path = ["cluster", "externalSecrets", "clusterStore", "namespaces", index];
    yield {
      code: "cluster/secret-store-of-unknown-namespace",
      path,
      message: "`cluster.namespaces` has no namespace with this name.",
      because: [["cluster", "namespaces"]],
      allowed: namespaces.length === 0 ? "a namespace in cluster.namespaces" : `one of ${listed(namespaces)}`,
      fix: [edit("name a namespace of `cluster.namespaces`, or add this one to `cluster.namespaces`")],
    };
  }
};

/** Registries of the images of charts. Images of EKS add-ons are in ECR registries of AWS in the Region. */
export const CHART_REGISTRIES = [
  { key: "loadBalancerController", registry: "public.ecr.aws" },
  { key: "externalSecrets", registry: "ghcr.io" },
  { key: "keda", registry: "ghcr.io" },
] as const;

const chartImagesAreReachable: Rule = function* ({ cluster, network }) {
  if (cluster === undefined || network?.nat !== "none") return;
  for (const { key, registry } of CHART_REGISTRIES) {
    if (cluster[key] === undefined) continue;
    yield {
      code: "cluster/chart-images-unreachable",
      path: ["cluster", key],
      message: `Without NAT, nodes can pull the images of the chart from ${registry} only through a transit gateway that leads to the internet.`,
      because: [["network", "nat"]],
      warning: true,
    };
  }
};

const kedaIsTestedWithTheVersion: Rule = function* ({ cluster }) {
  if (cluster?.keda === undefined) return;
  const tested = testedKubernetes(cluster.keda.version, cluster.version);
  if (tested === undefined) return;
  yield {
    code: "cluster/keda-untested-version",
    path: ["cluster", "keda", "version"],
    message: `KEDA ${cluster.keda.version} is tested with Kubernetes ${tested} only: its autoscaling may fail after an update.`,
    because: [["cluster", "version"]],
    allowed: "a release of KEDA that is tested with cluster.version",
    fix: [edit("set a release that https://keda.sh/docs/latest/operate/cluster/ lists for the Kubernetes version")],
    warning: true,
  };
};

export const addonsRules: readonly Rule[] = [
  addonVersionsAreKnown,
  kubeProxyFollowsTheCluster,
  mountedBucketsExist,
  s3DriverSupportsPodIdentity,
  namespacesOfAddonsAreReserved,
  chartImagesAreReachable,
  storeIsForKnownNamespaces,
  kedaIsTestedWithTheVersion,
];
