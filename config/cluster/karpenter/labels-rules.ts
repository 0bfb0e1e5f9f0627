import {
  isOrdered,
  isTaintOfKarpenter,
  knownValues,
  LABEL_ALIASES,
  labelStanding,
  WELL_KNOWN_LABELS,
} from "../../../domain/cluster/karpenter-labels";
import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { suggest } from "../../../domain/suggest";
import { eachPool, type NodePool } from "./karpenter-rules";
import type { Rule } from "../../check/rule";

type Requirement = NodePool["requirements"][number];

/** Labels that a pool has keys of its own for. */
const OWN_KEYS: ReadonlyMap<string, string> = new Map([
  ["kubernetes.io/arch", "architectures"],
  ["karpenter.sh/capacity-type", "capacityTypes"],
  ["topology.kubernetes.io/zone", "zones"],
]);

/** The CRD refuses the whole NodePool for one requirement, or the controller leaves it not Ready. */
const nodePoolRequirementsMakeSense = eachPool(function* ({ requirements }, at) {
  for (const [index, requirement] of requirements.entries()) {
    yield* requirementFindings(requirement, (...rest) => at("requirements", index, ...rest));
  }
});

function* requirementFindings({ key, operator, values }: Requirement, at: (...rest: Path) => Path): Iterable<Finding> {
  const label = LABEL_ALIASES.get(key) ?? key;
  const own = OWN_KEYS.get(label);
  if (own !== undefined) {
    yield {
      path: at("key"),
      message: `\`${own}\` of the pool says this already.`,
      allowed: "another label",
      fix: [remove(at())],
    };
    return;
  }
  if (label === "kubernetes.io/os") {
    yield {
      path: at("key"),
      message: "Nodes of the platform run Linux, which every pool requires already.",
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
  if (!takesValues(operator, values)) {
    yield {
      path: at("values"),
      message: "Not the values that this operator takes.",
      because: [at("operator")],
      allowed:
        "one or more for In and NotIn, one whole number for Gt, Gte, Lt and Lte, none for Exists and DoesNotExist",
      fix: [remove(at())],
    };
  } else if (/^[GL]te?$/.test(operator) && !isOrdered(key)) {
    yield {
      path: at("operator"),
      message: "The values of this label are no numbers: no instance type would match.",
      because: [at("key")],
      allowed: "In, NotIn, Exists or DoesNotExist",
      fix: [remove(at())],
    };
  } else if (operator === "In" && knownValues(key)?.some((value) => values.includes(value)) === false) {
    yield {
      path: at("values"),
      message: "No instance has any of these values, and Karpenter keeps the pool from getting ready.",
      because: [at("key")],
      allowed: `one of ${knownValues(key)?.join(", ") ?? ""} at least`,
      fix: [remove(at())],
    };
  }
}

function takesValues(operator: Requirement["operator"], values: readonly string[]): boolean {
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

const nodePoolLabelsAreFree = eachPool(function* ({ labels }, at) {
  for (const key of Object.keys(labels)) {
    const finding = labelFinding(key, at("labels", key), at("labels", key));
    // A label of Kubernetes that is not Karpenter's is refused by the schema, as for node groups.
    if (finding !== undefined && finding.warning !== true) yield finding;
  }
});

/**
 * @param path what to show: the label
 * @param superfluous what to remove so that the label is gone
 */
function labelFinding(label: string, path: Path, superfluous: Path): Finding | undefined {
  const meant = nearest(label);
  // The key of a map cannot be set, only a value.
  const correction = meant === undefined || path.at(-1) === label ? undefined : set(path, meant);
  switch (labelStanding(label)) {
    case "reserved":
      return {
        path,
        message: "Karpenter keeps this label for itself.",
        allowed: "another label",
        fix: [remove(superfluous)],
      };
    case "unknown":
      return {
        path,
        message: "Karpenter has no such label, and its CRD refuses all others of this prefix.",
        allowed: `${meant === undefined ? "" : `${meant}, or another `}label of https://karpenter.sh/docs/concepts/scheduling/#well-known-labels, or one with a prefix of your own`,
        fix: [correction ?? remove(superfluous)],
      };
    case "inert":
      return {
        path,
        message: "Karpenter chooses no instance type by this label: it only puts it on the nodes.",
        allowed: `${meant === undefined ? "a" : `${meant}, or another`} label that instance types have`,
        fix: [correction ?? edit("remove it, or use a label with a prefix of your own")],
        warning: true,
      };
    case "known":
    case "free":
      return undefined;
  }
}

/** The label that was probably meant: prefixes are long, so only names of one prefix are compared. */
function nearest(label: string): string | undefined {
  const [prefix = "", name = ""] = label.split("/");
  const siblings = WELL_KNOWN_LABELS.filter((known) => known.startsWith(`${prefix}/`));
  const meant = suggest(
    name,
    siblings.map((sibling) => sibling.slice(prefix.length + 1)),
  );
  return meant === undefined ? undefined : `${prefix}/${meant}`;
}

const nodePoolTaintsAreTheirs = eachPool(function* ({ taints }, at) {
  for (const [index, { key }] of taints.entries()) {
    if (!isTaintOfKarpenter(key)) continue;
    yield {
      path: at("taints", index, "key"),
      message: "Karpenter puts taints of this prefix on nodes and takes them off again.",
      allowed: "a taint with a prefix of your own, or none",
      fix: [remove(at("taints", index))],
    };
  }
});

export const karpenterLabelsRules: readonly Rule[] = [
  nodePoolRequirementsMakeSense,
  nodePoolLabelsAreFree,
  nodePoolTaintsAreTheirs,
];
