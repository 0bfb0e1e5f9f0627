import { type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { DIAGNOSTICS_NAMESPACE } from "../diagnostics/diagnostics-rules";
import type { ReadableParts, Rule } from "../../check/rule";

type Selector = NonNullable<ReadableParts["cluster"]>["fargateProfiles"][string]["selectors"][number];

/** Creates a rule that checks each selector of each profile. */
function eachSelector(
  find: (selector: Selector, at: (...rest: Path) => Path, parts: ReadableParts) => Iterable<Finding>,
): Rule {
  return function* (parts) {
    for (const [key, { selectors }] of Object.entries(parts.cluster?.fargateProfiles ?? {})) {
      for (const [index, selector] of selectors.entries()) {
        yield* find(selector, (...rest) => ["cluster", "fargateProfiles", key, "selectors", index, ...rest], parts);
      }
    }
  };
}

/**
 * Add-ons run on nodes, which every cluster has. On Fargate they would have no AWS permissions, and CoreDNS would need
 * another configuration.
 */
const systemPodsRunOnNodes = eachSelector(function* ({ namespace }, at) {
  if (!selectorMatches(namespace, "kube-system")) return;
  yield {
    code: "cluster/fargate-selects-system-pods",
    path: at("namespace"),
    message:
      "The selector matches kube-system, whose pods need nodes: they get AWS permissions from Pod Identity, which Fargate does not support.",
    allowed: "namespaces of workloads",
    fix: [remove(at())],
  };
});

const diagnosticsRunOnNodes = eachSelector(function* ({ namespace }, at, { cluster }) {
  if (cluster?.diagnostics === undefined || !selectorMatches(namespace, DIAGNOSTICS_NAMESPACE)) return;
  yield {
    code: "cluster/fargate-selects-diagnostics",
    path: at("namespace"),
    message:
      "The selector matches the pods of `cluster.diagnostics`, which need nodes: they get AWS permissions from Pod Identity, which Fargate does not support.",
    because: [["cluster", "diagnostics"]],
    allowed: "namespaces of workloads",
    fix: [remove(at())],
  };
});

/** https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html#cni-network-policy-considerations */
const networkPoliciesApplyToNodesOnly = eachSelector(function* ({ namespace }, at, { cluster }) {
  for (const name of Object.keys(cluster?.namespaces ?? {})) {
    if (!selectorMatches(namespace, name)) continue;
    yield {
      code: "cluster/fargate-ignores-network-policies",
      path: at("namespace"),
      message: "Network policies do not apply to pods on Fargate: the whole VPC can reach the pods of this namespace.",
      because: [["cluster", "namespaces", name]],
      warning: true,
    };
  }
});

/** Whether a selector matches every pod of a namespace. */
export function selectsEveryPod({ namespace: pattern, labels }: Selector, namespace: string): boolean {
  return selectorMatches(pattern, namespace) && Object.keys(labels).length === 0;
}

/** Whether a namespace's name matches a selector's pattern: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html#fargate-profile-wildcards */
function selectorMatches(pattern: string, name: string): boolean {
  const source = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(name);
}

export const fargateRules: readonly Rule[] = [
  systemPodsRunOnNodes,
  diagnosticsRunOnNodes,
  networkPoliciesApplyToNodesOnly,
];
