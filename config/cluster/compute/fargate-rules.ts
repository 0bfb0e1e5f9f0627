import { type Finding, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { DIAGNOSTICS_NAMESPACE } from "../diagnostics/diagnostics-rules";
import type { ReadableParts, Rule } from "../../check/rule";

type Selector = NonNullable<ReadableParts["cluster"]>["fargateProfiles"][string]["selectors"][number];

/** Makes a rule of what is to be said about one selector. */
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
 * coredns, metrics-server and the drivers come to life on the node groups, which every cluster has; on Fargate they
 * would be without their rights, and coredns would need another configuration than it has there.
 */
const fargateLeavesTheSystemToNodes = eachSelector(function* ({ namespace }, at) {
  if (!selectorMatches(namespace, "kube-system")) return;
  yield {
    path: at("namespace"),
    message: "Takes kube-system, whose pods need a node: they have their rights by Pod Identity.",
    allowed: "namespaces of workloads",
    fix: [remove(at())],
  };
});

const fargateLeavesDiagnosticsToNodes = eachSelector(function* ({ namespace }, at, { cluster }) {
  if (cluster?.diagnostics === undefined || !selectorMatches(namespace, DIAGNOSTICS_NAMESPACE)) return;
  yield {
    path: at("namespace"),
    message: "Takes the pods that save logs, which need a node: they have their rights by Pod Identity.",
    because: [["cluster", "diagnostics"]],
    allowed: "namespaces of workloads",
    fix: [remove(at())],
  };
});

/** https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html#cni-network-policy-considerations */
const fargatePodsAreOpen = eachSelector(function* ({ namespace }, at, { cluster }) {
  for (const name of Object.keys(cluster?.namespaces ?? {})) {
    if (!selectorMatches(namespace, name)) continue;
    yield {
      path: at("namespace"),
      message: "Network policies do not hold on Fargate: what runs there is open to the whole VPC.",
      because: [["cluster", "namespaces", name]],
      warning: true,
    };
  }
});

/** Whether a selector takes every pod of a namespace. */
export function selectsEveryPod({ namespace: pattern, labels }: Selector, namespace: string): boolean {
  return selectorMatches(pattern, namespace) && Object.keys(labels).length === 0;
}

/** Whether a name fits a selector's pattern: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html#fargate-profile-wildcards */
export function selectorMatches(pattern: string, name: string): boolean {
  const source = pattern.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(name);
}

export const fargateRules: readonly Rule[] = [
  fargateLeavesTheSystemToNodes,
  fargateLeavesDiagnosticsToNodes,
  fargatePodsAreOpen,
];
