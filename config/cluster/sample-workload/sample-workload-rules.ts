import { SAMPLE_REQUESTS } from "../../../domain/cluster/sample-requests";
import { ownRegistry } from "../../../domain/storage/own-registry";
import { edit, type FixStep, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { quantityToNumber } from "../../../domain/cluster/quantity";
import type { ReadableParts, Rule } from "../../check/rule";

type SampleWorkload = NonNullable<NonNullable<ReadableParts["cluster"]>["sampleWorkload"]>;

const AT: Path = ["cluster", "sampleWorkload"];

const sampleWorkloadHasItsNamespace: Rule = function* ({ cluster }) {
  const { namespaces = {}, sampleWorkload } = cluster ?? {};
  if (sampleWorkload === undefined || namespaces[sampleWorkload.namespace] !== undefined) return;
  const [first] = Object.keys(namespaces);
  const path: Path = [...AT, "namespace"];
  yield {
    path,
    message: "Not a namespace of the platform.",
    allowed: "one of cluster.namespaces",
    fix: [
      first === undefined
        ? set(["cluster", "namespaces", sampleWorkload.namespace, "podSecurity"], "restricted")
        : set(path, first),
    ],
  };
};

/** What the API server would refuse is found before it is asked. */
const sampleImagesAreAdmitted: Rule = function* ({ aws, cluster }) {
  if (aws === undefined || cluster?.sampleWorkload === undefined || cluster.admission.action !== "deny") return;
  const registries = [ownRegistry(aws), ...cluster.admission.registries];
  for (const [version, { image }] of Object.entries(cluster.sampleWorkload.versions)) {
    if (registries.some((registry) => image.startsWith(`${registry}/`))) continue;
    const list: Path = ["cluster", "admission", "registries"];
    yield {
      path: [...AT, "versions", version, "image"],
      message: "From a registry that the cluster takes no images from.",
      because: [list],
      allowed: "images of the account's own registry, or of one in cluster.admission.registries",
      fix: [set([...list, cluster.admission.registries.length], image.slice(0, image.lastIndexOf("/")))],
    };
  }
};

/** Two at most: a Service selects one version or all of them. */
const requestsAreSharedOut: Rule = function* ({ cluster }) {
  const { sampleWorkload } = cluster ?? {};
  if (sampleWorkload === undefined) return;
  const versions = Object.entries(sampleWorkload.versions);
  const total = versions.reduce((sum, [, { weight }]) => sum + weight, 0);
  if (versions.length >= 1 && versions.length <= 2 && total === 100) return;
  yield {
    path: [...AT, "versions"],
    message: "The requests are not shared out.",
    allowed: "one or two versions whose weights add up to 100",
    fix: sharedOut(sampleWorkload),
  };
};

function sharedOut({ versions }: SampleWorkload): FixStep[] {
  const [[first, { weight }] = ["blue", { weight: 100 }], second] = Object.entries(versions);
  const at = (version: string): Path => [...AT, "versions", version, "weight"];
  if (second === undefined) return [set(at(first), 100)];
  return [set(at(first), weight), set(at(second[0]), 100 - weight)];
}

/** Between versions the number of pods decides: one pod of two cannot get a tenth of the requests. */
const weightsComeOutInPods: Rule = function* ({ cluster }) {
  const { sampleWorkload } = cluster ?? {};
  if (sampleWorkload === undefined) return;
  const { versions, minReplicas, maxReplicas } = sampleWorkload;
  const path: Path = [...AT, "minReplicas"];
  for (const [version, { weight }] of Object.entries(versions)) {
    const needed = Math.ceil(100 / weight);
    if (weight === 0 || minReplicas >= needed) continue;
    yield {
      path: [...AT, "versions", version, "weight"],
      message: "Less than one pod of the fewest there may be.",
      because: [path],
      allowed: `${Math.ceil(100 / minReplicas)} or more, or ${needed} replicas at least`,
      fix: [set(path, needed), ...(maxReplicas < needed ? [set([...AT, "maxReplicas"], needed)] : [])],
    };
  }
  if (minReplicas <= maxReplicas) return;
  yield {
    path,
    message: "More than the most.",
    because: [[...AT, "maxReplicas"]],
    allowed: "minReplicas <= maxReplicas",
    fix: [set(path, maxReplicas)],
  };
};

/** The quota of its namespace holds for the sample too: pods above it are refused, whatever the autoscaler wants. */
const sampleFitsTheQuota: Rule = function* ({ cluster }) {
  const { sampleWorkload } = cluster ?? {};
  const quota = cluster?.namespaces[sampleWorkload?.namespace ?? ""]?.quota;
  if (sampleWorkload === undefined || quota === undefined) return;
  const room = Math.min(
    quota.pods,
    Math.floor(quantityToNumber(quota.cpu) / quantityToNumber(SAMPLE_REQUESTS.cpu)),
    Math.floor(quantityToNumber(quota.memory) / quantityToNumber(SAMPLE_REQUESTS.memory)),
  );
  for (const key of ["minReplicas", "maxReplicas"] as const) {
    if (sampleWorkload[key] <= room) continue;
    yield {
      path: [...AT, key],
      message: `The quota of the namespace has room for ${room} pods of the sample.`,
      because: [["cluster", "namespaces", sampleWorkload.namespace, "quota"]],
      allowed: `up to ${room}, or a larger quota (${SAMPLE_REQUESTS.cpu} of CPU and ${SAMPLE_REQUESTS.memory} of memory for each pod)`,
      fix: [edit("raise the namespace's quota, or lower this number")],
      ...(key === "maxReplicas" ? { warning: true } : {}),
    };
  }
};

export const sampleWorkloadRules: readonly Rule[] = [
  sampleWorkloadHasItsNamespace,
  sampleImagesAreAdmitted,
  requestsAreSharedOut,
  weightsComeOutInPods,
  sampleFitsTheQuota,
];
