import {
  isOrdered,
  isTaintOfKarpenter,
  knownValues,
  LABEL_ALIASES,
  labelOrigin,
  WELL_KNOWN_LABELS,
} from "../../../domain/cluster/karpenter-labels";
import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { suggest } from "../../../domain/suggest";
import { eachPool, type NodePool } from "./karpenter-rules";
import type { Rule } from "../../check/rule";
import { unknownInstanceFamily, unknownInstanceType } from "../compute/unknown-instances";

type Requirement = NodePool["requirements"][number];

/** Labels for which node pools have their own keys. */
const OWN_KEYS: ReadonlyMap<string, string> = new Map([
  ["kubernetes.io/arch", "architectures"],
  ["karpenter.sh/capacity-type", "capacityTypes"],
  ["topology.kubernetes.io/zone", "zones"],
]);

/** Because of one wrong requirement, the CRD refuses the NodePool, or the controller leaves it not Ready. */
const requirementsAreValid = eachPool(function* ({ requirements }, at) {
  for (const [index, requirement] of requirements.entries()) {
    yield* requirementFindings(requirement, (...rest) => at("requirements", index, ...rest));
  }
});

function* requirementFindings({ key, operator, values }: Requirement, at: (...rest: Path) => Path): Iterable<Finding> {
  const label = LABEL_ALIASES.get(key) ?? key;
  const own = OWN_KEYS.get(label);
  if (own !== undefined) {
    yield {
      code: "cluster/requirement-duplicates-key",
      path: at("key"),
      message: `\`${own}\` of the node pool already sets this requirement.`,
      allowed: "another label",
      fix: [remove(at())],
    };
    return;
  }
  if (label === "kubernetes.io/os") {
    yield {
      code: "cluster/requirement-on-operating-system",
      path: at("key"),
      message: "Each node pool already requires Linux, the only operating system that is supported.",
      allowed: "another label",
      fix: [remove(at())],
    };
    return;
  }
  const ofKey = labelFinding(key, at("key"), at());
  if (ofKey !== undefined) {
    yield ofKey;
    if (ofKey.warning !== true) return;
  }
  if (!acceptsValues(operator, values)) {
    yield {
      code: "cluster/requirement-values",
      path: at("values"),
      message: "The operator does not accept these values.",
      because: [at("operator")],
      allowed:
        "one or more for In and NotIn, one whole number for Gt, Gte, Lt and Lte, none for Exists and DoesNotExist",
      fix: [remove(at())],
    };
  } else if (/^[GL]te?$/.test(operator) && !isOrdered(key)) {
    yield {
      code: "cluster/requirement-operator",
      path: at("operator"),
      message: "The operator compares numbers, and the values of this label are text: no instance type would match.",
      because: [at("key")],
      allowed: "In, NotIn, Exists or DoesNotExist",
      fix: [remove(at())],
    };
  } else if (operator === "In" && knownValues(key)?.some((value) => values.includes(value)) === false) {
    yield {
      code: "cluster/requirement-without-match",
      path: at("values"),
      message: "No instance has any of these values, so Karpenter leaves the pool not Ready.",
      because: [at("key")],
      allowed: `at least one of ${knownValues(key)?.join(", ") ?? ""}`,
      fix: [remove(at())],
    };
  } else if (operator === "In" || operator === "NotIn") {
    for (const [index, value] of values.entries()) yield* unknownInstances(label, value, at("values", index));
  }
}

/** Karpenter compares names, and ignores one that no instance has. */
function* unknownInstances(label: string, value: string, path: Path): Iterable<Finding> {
  if (label === "node.kubernetes.io/instance-type") yield* unknownInstanceType(value, path);
  if (label === "karpenter.k8s.aws/instance-family") yield* unknownInstanceFamily(value, path);
}

function acceptsValues(operator: Requirement["operator"], values: readonly string[]): boolean {
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0;
    case "Gt":
    case "Gte":
    case "Lt":
    case "Lte":
      return values.length === 1 && /^\d+$/.test(values[0] ?? "") && Number.isSafeInteger(Number(values[0]));
    case "Exists":
    case "DoesNotExist":
      return values.length === 0;
  }
}

const labelsAreNotReserved = eachPool(function* ({ labels }, at) {
  for (const key of Object.keys(labels)) {
    const finding = labelFinding(key, at("labels", key), at("labels", key));
    // The schema refuses labels that Kubernetes reserves, as for node groups.
    if (finding !== undefined && finding.warning !== true) yield finding;
  }
});

/**
 * @param path the label
 * @param removed what the fix removes, so that the label is gone
 */
function labelFinding(label: string, path: Path, removed: Path): Finding | undefined {
  const meant = nearest(label);
  // The key of a map cannot be set, only a value.
  const correction = meant === undefined || path.at(-1) === label ? undefined : set(path, meant);
  switch (labelOrigin(label)) {
    case "reserved":
      return {
        code: "cluster/karpenter-reserved-label",
        path,
        message: "Karpenter sets this label itself, and refuses a NodePool that contains it.",
        allowed: "another label",
        fix: [remove(removed)],
      };
    case "unknown":
      return {
        code: "cluster/karpenter-unknown-label",
        path,
        message: "Karpenter has no such label, and its CRD refuses other labels with this prefix.",
        allowed: `${meant === undefined ? "" : `${meant}, or another `}label of https://karpenter.sh/docs/concepts/scheduling/#well-known-labels, or one with your own prefix`,
        fix: [correction ?? remove(removed)],
      };
    case "inert":
      return {
        code: "cluster/karpenter-unused-label",
        path,
        message: "Karpenter cannot choose instance types by this label, and only adds it to nodes.",
        allowed: `${meant === undefined ? "a" : `${meant}, or another`} label that instance types have`,
        fix: [correction ?? edit("remove the requirement, or use a label with your own prefix")],
        warning: true,
      };
    case "known":
    case "free":
      return undefined;
  }
}

/** The label that was probably meant, among those with the same prefix. */
function nearest(label: string): string | undefined {
  const [prefix = "", name = ""] = label.split("/");
  const siblings = WELL_KNOWN_LABELS.filter((known) => known.startsWith(`${prefix}/`));
  const meant = suggest(
    name,
    siblings.map((sibling) => sibling.slice(prefix.length + 1)),
  );
  return meant === undefined ? undefined : `${prefix}/${meant}`;
}

const taintsAreNotReserved = eachPool(function* ({ taints }, at) {
  for (const [index, { key }] of taints.entries()) {
    if (!isTaintOfKarpenter(key)) continue;
    yield {
      code: "cluster/karpenter-reserved-taint",
      path: at("taints", index, "key"),
      message: "Karpenter adds taints with this prefix to nodes and removes them again.",
      allowed: "a taint with your own prefix, or without a prefix",
      fix: [remove(at("taints", index))],
    };
  }
});

export const karpenterLabelsRules: readonly Rule[] = [requirementsAreValid, labelsAreNotReserved, taintsAreNotReserved];
