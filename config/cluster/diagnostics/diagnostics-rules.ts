import { edit, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { PUBLIC_IMAGE_REGISTRY } from "./diagnostics-schema";
import { suggest } from "../../../domain/suggest";
import type { Rule } from "../../check/rule";

const AT: Path = ["cluster", "diagnostics"];

/** Which the platform makes for what saves the logs. */
export const DIAGNOSTICS_NAMESPACE = "diagnostics";

const diagnosticsHaveTheirBucket: Rule = function* ({ cluster, storage }) {
  if (cluster?.diagnostics === undefined || storage === undefined) return;
  const { bucket } = cluster.diagnostics;
  const there = Object.keys(storage.buckets);
  if (there.includes(bucket)) return;
  const path: Path = [...AT, "bucket"];
  const meant = suggest(bucket, there);
  yield {
    path,
    message: "There is no such bucket.",
    because: [["storage", "buckets"]],
    allowed: there.length === 0 ? "no bucket: storage.buckets has none" : `one of ${there.join(", ")}`,
    fix: [meant === undefined ? set(["storage", "buckets", bucket, "class"], "logs") : set(path, meant)],
  };
};

const diagnosticsHaveNamespaces: Rule = function* ({ cluster }) {
  if (cluster?.diagnostics === undefined) return;
  const there = Object.keys(cluster.namespaces);
  if (there.length === 0) {
    yield {
      path: AT,
      message: "There is no namespace to look in.",
      because: [["cluster", "namespaces"]],
      allowed: "with one of cluster.namespaces at least",
      fix: [remove(AT)],
    };
    return;
  }
  for (const [index, namespace] of (cluster.diagnostics.namespaces ?? []).entries()) {
    if (there.includes(namespace)) continue;
    const path: Path = [...AT, "namespaces", index];
    yield {
      path,
      message: "Not a namespace of the platform.",
      because: [["cluster", "namespaces"]],
      allowed: `one of ${there.join(", ")}`,
      fix: [remove(path)],
    };
  }
};

const diagnosticsNamespaceIsTheirs: Rule = function* ({ cluster }) {
  if (cluster?.diagnostics === undefined || cluster.namespaces[DIAGNOSTICS_NAMESPACE] === undefined) return;
  const path: Path = ["cluster", "namespaces", DIAGNOSTICS_NAMESPACE];
  yield {
    path,
    message: "Is made for what saves the logs of failing pods, by rules of its own.",
    because: [AT],
    allowed: "another name",
    fix: [remove(path)],
  };
};

const diagnosticsImagesAreReachable: Rule = function* ({ cluster, network }) {
  if (network?.nat !== "none" || cluster?.diagnostics?.imageRegistry !== PUBLIC_IMAGE_REGISTRY) return;
  yield {
    path: [...AT, "imageRegistry"],
    message: `Without NAT nodes pull its images from ${PUBLIC_IMAGE_REGISTRY} only if something else leads to the internet (a transit gateway).`,
    because: [["network", "nat"]],
    allowed: "a registry that nodes reach, such as the account's own with a cache of this one",
    fix: [edit("cache public.ecr.aws by account.registry.pullThroughCaches, and name the cache here")],
    warning: true,
  };
};

export const diagnosticsRules: readonly Rule[] = [
  diagnosticsHaveTheirBucket,
  diagnosticsHaveNamespaces,
  diagnosticsNamespaceIsTheirs,
  diagnosticsImagesAreReachable,
];
