import { listed } from "../../../domain/listed";
import { edit, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { PUBLIC_IMAGE_REGISTRY } from "./diagnostics-schema";
import { suggest } from "../../../domain/suggest";
import type { Rule } from "../../check/rule";

const AT: Path = ["cluster", "diagnostics"];

/** Namespace that the stack creates for the CronJob that saves logs. */
export const DIAGNOSTICS_NAMESPACE = "diagnostics";

const diagnosticsBucketExists: Rule = function* ({ cluster, storage }) {
  if (cluster?.diagnostics === undefined || storage === undefined) return;
  const { bucket } = cluster.diagnostics;
  const buckets = Object.keys(storage.buckets);
  if (buckets.includes(bucket)) return;
  const path: Path = [...AT, "bucket"];
  const meant = suggest(bucket, buckets);
  yield {
    code: "cluster/diagnostics-unknown-bucket",
    path,
    message: "`storage.buckets` has no such key, so logs would have no destination.",
    because: [["storage", "buckets"]],
    allowed: buckets.length === 0 ? "a key of storage.buckets, which is empty" : `one of ${listed(buckets)}`,
    fix: [meant === undefined ? set(["storage", "buckets", bucket, "class"], "logs") : set(path, meant)],
  };
};

const diagnosticsNamespacesExist: Rule = function* ({ cluster }) {
  if (cluster?.diagnostics === undefined) return;
  const existing = Object.keys(cluster.namespaces);
  if (existing.length === 0) {
    yield {
      code: "cluster/diagnostics-without-namespaces",
      path: AT,
      message: "`cluster.diagnostics` reads logs in `cluster.namespaces`, which is empty.",
      because: [["cluster", "namespaces"]],
      allowed: "at least one namespace in cluster.namespaces",
      fix: [remove(AT)],
    };
    return;
  }
  for (const [index, namespace] of (cluster.diagnostics.namespaces ?? []).entries()) {
    if (existing.includes(namespace)) continue;
    const path: Path = [...AT, "namespaces", index];
    yield {
      code: "cluster/diagnostics-unknown-namespace",
      path,
      message: "`cluster.namespaces` has no such key.",
      because: [["cluster", "namespaces"]],
      allowed: `one of ${listed(existing)}`,
      fix: [remove(path)],
    };
  }
};

const diagnosticsNamespaceIsFree: Rule = function* ({ cluster }) {
  if (cluster?.diagnostics === undefined || cluster.namespaces[DIAGNOSTICS_NAMESPACE] === undefined) return;
  const path: Path = ["cluster", "namespaces", DIAGNOSTICS_NAMESPACE];
  yield {
    code: "cluster/diagnostics-namespace-taken",
    path,
    message: "With `cluster.diagnostics` the stack creates a namespace of this name, for the CronJob that saves logs.",
    because: [AT],
    allowed: "another name",
    fix: [remove(path)],
  };
};

const diagnosticsImagesAreReachable: Rule = function* ({ cluster, network }) {
  if (network?.nat !== "none" || cluster?.diagnostics?.imageRegistry !== PUBLIC_IMAGE_REGISTRY) return;
  yield {
    code: "cluster/diagnostics-images-unreachable",
    path: [...AT, "imageRegistry"],
    message: `Without NAT, nodes pull images from ${PUBLIC_IMAGE_REGISTRY} only if they have another route to the internet, such as a transit gateway.`,
    because: [["network", "nat"]],
    allowed: "a registry that nodes reach, such as a pull through cache of the account",
    fix: [edit("add a cache of public.ecr.aws to `account.registry.pullThroughCaches`, and set `imageRegistry` to it")],
    warning: true,
  };
};

export const diagnosticsRules: readonly Rule[] = [
  diagnosticsBucketExists,
  diagnosticsNamespacesExist,
  diagnosticsNamespaceIsFree,
  diagnosticsImagesAreReachable,
];
