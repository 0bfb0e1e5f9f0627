import { SAMPLE_REQUESTS } from "../../../domain/cluster/sample-requests";
import { ownRegistry } from "../../../domain/storage/own-registry";
import { edit, type FixStep, propose, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { quantityToNumber } from "../../../domain/cluster/quantity";
import type { ReadableParts, Rule } from "../../check/rule";

type SampleWorkload = NonNullable<NonNullable<ReadableParts["cluster"]>["sampleWorkload"]>;

const AT: Path = ["cluster", "sampleWorkload"];

const sampleNamespaceExists: Rule = function* ({ cluster }) {
  const { namespaces = {}, sampleWorkload } = cluster ?? {};
  if (sampleWorkload === undefined || namespaces[sampleWorkload.namespace] !== undefined) return;
  const [first] = Object.keys(namespaces);
  const path: Path = [...AT, "namespace"];
  yield {
    code: "cluster/sample-unknown-namespace",
    path,
    message: "`cluster.namespaces` has no such key.",
    allowed: "a key of cluster.namespaces",
    fix: [
      first === undefined
        ? set(["cluster", "namespaces", sampleWorkload.namespace, "podSecurity"], "restricted")
        : propose(path, first),
    ],
  };
};

const sampleImagesAreAdmitted: Rule = function* ({ aws, cluster }) {
  if (aws === undefined || cluster?.sampleWorkload === undefined || cluster.admission.action !== "deny") return;
  const registries = [ownRegistry(aws), ...cluster.admission.registries];
  for (const [version, { image }] of Object.entries(cluster.sampleWorkload.versions)) {
    if (registries.some((registry) => image.startsWith(`${registry}/`))) continue;
    const list: Path = ["cluster", "admission", "registries"];
    yield {
      code: "cluster/sample-image-not-admitted",
      path: [...AT, "versions", version, "image"],
      message: "`cluster.admission` does not allow the registry of this image, so the API server would refuse it.",
      because: [list],
      allowed: "images of the account's private registry, or of one in cluster.admission.registries",
      fix: [set([...list, cluster.admission.registries.length], image.slice(0, image.lastIndexOf("/")))],
    };
  }
};

/** At most two versions: the Service selects one version or all. */
const weightsAddUp: Rule = function* ({ cluster }) {
  const { sampleWorkload } = cluster ?? {};
  if (sampleWorkload === undefined) return;
  const versions = Object.entries(sampleWorkload.versions);
  const total = versions.reduce((sum, [, { weight }]) => sum + weight, 0);
  if (versions.length >= 1 && versions.length <= 2 && total === 100) return;
  yield {
    code: "cluster/sample-weights",
    path: [...AT, "versions"],
    message: "The weights of one or two versions must add up to 100.",
    allowed: "one or two versions whose weights add up to 100",
    fix: weightsAddingUp(sampleWorkload),
  };
};

function weightsAddingUp({ versions }: SampleWorkload): FixStep[] {
  const [[first, { weight }] = ["blue", { weight: 100 }], second] = Object.entries(versions);
  const at = (version: string): Path => [...AT, "versions", version, "weight"];
  if (second === undefined) return [set(at(first), 100)];
  return [set(at(first), weight), set(at(second[0]), 100 - weight)];
}

/** The number of pods divides requests between versions: with two pods, no version can get 10 % of the requests. */
const replicasMatchWeights: Rule = function* ({ cluster }) {
  const { sampleWorkload } = cluster ?? {};
  if (sampleWorkload === undefined) return;
  const { versions, minReplicas, maxReplicas } = sampleWorkload;
  const path: Path = [...AT, "minReplicas"];
  for (const [version, { weight }] of Object.entries(versions)) {
    const needed = Math.ceil(100 / weight);
    if (weight === 0 || minReplicas >= needed) continue;
    yield {
      code: "cluster/sample-weight-below-one-pod",
      path: [...AT, "versions", version, "weight"],
      message: "The weight is less than one of `minReplicas` pods.",
      because: [path],
      allowed: `${Math.ceil(100 / minReplicas)} or more, or at least ${needed} replicas`,
      fix: [set(path, needed), ...(maxReplicas < needed ? [set([...AT, "maxReplicas"], needed)] : [])],
    };
  }
  if (minReplicas <= maxReplicas) return;
  yield {
    code: "cluster/sample-replicas-reversed",
    path,
    message: "`minReplicas` is greater than `maxReplicas`.",
    because: [[...AT, "maxReplicas"]],
    allowed: "minReplicas <= maxReplicas",
    fix: [set(path, maxReplicas)],
  };
};

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
      code: "cluster/sample-above-namespace-quota",
      path: [...AT, key],
      message: `The quota of the namespace allows ${room} pods of the sample workload; the API server refuses more.`,
      because: [["cluster", "namespaces", sampleWorkload.namespace, "quota"]],
      allowed: `up to ${room}, or a larger quota (${SAMPLE_REQUESTS.cpu} of CPU and ${SAMPLE_REQUESTS.memory} of memory for each pod)`,
      fix: [edit(`raise \`quota\` of the namespace, or lower \`${key}\``)],
      ...(key === "maxReplicas" ? { warning: true } : {}),
    };
  }
};

export const sampleWorkloadRules: readonly Rule[] = [
  sampleNamespaceExists,
  sampleImagesAreAdmitted,
  weightsAddUp,
  replicasMatchWeights,
  sampleFitsTheQuota,
];
