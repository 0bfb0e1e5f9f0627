import {
  type Addon,
  ADDONS,
  lockedAddonVersion,
  OPTIONAL_ADDONS,
  type OptionalAddon,
  versionsWithLock,
} from "../../../domain/cluster/addon-versions";
import { edit, type Finding, remove } from "../../diagnostics/finding";
import { minorOf, supportVerdict } from "../../../domain/cluster/kubernetes-versions";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

/** A kube-proxy may be up to three minor versions older than the API server, never newer: https://kubernetes.io/releases/version-skew-policy/#kube-proxy */
const KUBE_PROXY_SKEW = 3;

const S3_DRIVER: Path = ["cluster", "optionalAddons", "aws-mountpoint-s3-csi-driver"];

const addonVersionsAreKnown: Rule = function* ({ cluster }, { today }) {
  if (cluster === undefined) return;
  // A version that cannot stay needs no add-ons.
  if (supportVerdict(cluster.version, cluster.supportType, today).status === "error") return;
  const unknown = (addon: Addon | OptionalAddon): boolean => lockedAddonVersion(addon, cluster.version) === undefined;
  for (const addon of ADDONS) {
    if (cluster.addons[addon] === undefined && unknown(addon)) {
      yield unlocked(addon, ["cluster", "addons", addon, "version"]);
    }
  }
  for (const addon of OPTIONAL_ADDONS) {
    const settings = cluster.optionalAddons[addon];
    if (settings !== undefined && settings.version === undefined && unknown(addon)) {
      yield unlocked(addon, ["cluster", "optionalAddons", addon, "version"]);
    }
  }
};

function unlocked(addon: Addon | OptionalAddon, path: Path): Finding {
  const locked = versionsWithLock(addon);
  return {
    path,
    message: "This release has no tested version of the add-on for `cluster.version`, so `version` is required.",
    because: [["cluster", "version"]],
    allowed:
      locked.length === 0
        ? "a version that AWS lists for cluster.version; none is tested for any"
        : `tested: ${locked.join(", ")}`,
    fix: [
      edit(
        `run aws eks describe-addon-versions --addon-name ${addon} with the stack's Region and --kubernetes-version, and set one of its versions`,
      ),
    ],
  };
}

const kubeProxyFollowsTheCluster: Rule = function* ({ cluster }) {
  const kubeProxy = cluster?.addons["kube-proxy"];
  if (cluster === undefined || kubeProxy === undefined) return;
  const lag = minorOf(cluster.version) - minorOf(kubeProxy.version);
  if (lag >= 0 && lag <= KUBE_PROXY_SKEW) return;
  const path: Path = ["cluster", "addons", "kube-proxy", "version"];
  yield {
    path,
    message: lag < 0 ? "Newer than the cluster." : "Too old for the cluster.",
    because: [["cluster", "version"]],
    allowed: `the cluster's Kubernetes version, or up to ${KUBE_PROXY_SKEW} minor versions older`,
    fix: [remove(path.slice(0, -1))],
  };
};

const mountedBucketsAreThere: Rule = function* ({ cluster, storage }) {
  const mounted = cluster?.optionalAddons["aws-mountpoint-s3-csi-driver"]?.buckets;
  if (mounted === undefined || storage === undefined) return;
  const there = Object.keys(storage.buckets);
  for (const key of Object.keys(mounted).filter((name) => !there.includes(name))) {
    yield {
      path: [...S3_DRIVER, "buckets", key],
      message: "There is no such bucket.",
      because: [["storage", "buckets"]],
      allowed: there.length === 0 ? "no bucket: storage.buckets has none" : `one of ${there.join(", ")}`,
      fix: [remove([...S3_DRIVER, "buckets", key])],
    };
  }
};

/** Version 1 takes a role by IRSA only: https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v1.15.0/docs/CONFIGURATION.md#aws-credentials */
const s3DriverTakesPodIdentity: Rule = function* ({ cluster }) {
  const version = cluster?.optionalAddons["aws-mountpoint-s3-csi-driver"]?.version;
  if (version?.startsWith("v1.") !== true) return;
  yield {
    path: [...S3_DRIVER, "version"],
    message: "Version 1 of the driver takes no rights by Pod Identity: every mount would be refused.",
    allowed: "version 2 or newer",
    fix: [
      edit("aws eks describe-addon-versions --addon-name aws-mountpoint-s3-csi-driver, and set one from v2.0.0 on"),
    ],
  };
};

/** Made by EKS or by the chart, each in the name that AWS's documentation and the chart's go by. */
const NAMESPACES: Readonly<Partial<Record<OptionalAddon, string>>> = {
  "aws-mountpoint-s3-csi-driver": "mount-s3",
  "cert-manager": "cert-manager",
  "external-dns": "external-dns",
  "kube-state-metrics": "kube-state-metrics",
  "prometheus-node-exporter": "prometheus-node-exporter",
  "amazon-cloudwatch-observability": "amazon-cloudwatch",
};

const namespacesOfAddonsAreTheirs: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const taken: [string, Path][] = OPTIONAL_ADDONS.flatMap((addon): [string, Path][] => {
    const namespace = NAMESPACES[addon];
    return namespace === undefined || cluster.optionalAddons[addon] === undefined
      ? []
      : [[namespace, ["cluster", "optionalAddons", addon]]];
  });
  if (cluster.externalSecrets !== undefined) taken.push(["external-secrets", ["cluster", "externalSecrets"]]);
  for (const [namespace, by] of taken.filter(([name]) => cluster.namespaces[name] !== undefined)) {
    const path: Path = ["cluster", "namespaces", namespace];
    yield {
      path,
      message: "Comes with an add-on, whose pods would not run under the rules of a namespace of yours.",
      because: [by],
      allowed: "another name",
      fix: [remove(path)],
    };
  }
};

/** Where a chart's images come from; AWS's own add-ons come from its registries in the Region. */
export const CHART_REGISTRIES = [
  { key: "loadBalancerController", registry: "public.ecr.aws" },
  { key: "externalSecrets", registry: "ghcr.io" },
] as const;

const chartImagesAreReachable: Rule = function* ({ cluster, network }) {
  if (cluster === undefined || network?.nat !== "none") return;
  for (const { key, registry } of CHART_REGISTRIES) {
    if (cluster[key] === undefined) continue;
    yield {
      path: ["cluster", key],
      message: `Without NAT nodes pull its images from ${registry} only if something else leads to the internet (a transit gateway).`,
      because: [["network", "nat"]],
      warning: true,
    };
  }
};

export const addonsRules: readonly Rule[] = [
  addonVersionsAreKnown,
  kubeProxyFollowsTheCluster,
  mountedBucketsAreThere,
  s3DriverTakesPodIdentity,
  namespacesOfAddonsAreTheirs,
  chartImagesAreReachable,
];
