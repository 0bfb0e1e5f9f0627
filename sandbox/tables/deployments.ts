import { isRecord } from "../property-diff";
import type { World } from "../world";
import { pendingPods } from "./scheduling";
import type { Props } from "../props";
import type { Request } from "./table";

/** Why pods of a Deployment stay Pending: no node accepts them, and no node that Karpenter could launch would. */
export function refuseDeploymentWithoutNodes({ inputs, world }: Request): string[] {
  const template = at(inputs, "spec", "template");
  const namespace = String(at(inputs, "metadata", "namespace"));
  if (runsOnFargate(namespace, at(template, "metadata", "labels"), world)) return [];
  const pending = pendingPods(at(template, "spec", "tolerations"), world);
  return pending === undefined
    ? []
    : [
        `Deployment ${namespace}/${String(at(inputs, "metadata", "name"))}: minimum availability is not reached: ${pending}`,
      ];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html */
function runsOnFargate(namespace: string, labels: unknown, world: World): boolean {
  return world
    .ofType("aws:eks/fargateProfile:FargateProfile")
    .flatMap(({ inputs }) => list(inputs["selectors"]))
    .some((selector) => selects(selector, namespace, labels));
}

function selects(selector: unknown, namespace: string, labels: unknown): boolean {
  const pattern = String(at(selector, "namespace")).replaceAll("*", ".*").replaceAll("?", ".");
  const wanted = at(selector, "labels");
  return (
    new RegExp(`^${pattern}$`).test(namespace) &&
    Object.entries(isRecord(wanted) ? wanted : {}).every(([key, value]) => at(labels, key) === value)
  );
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner: unknown, key) => (isRecord(inner) ? (inner as Props)[key] : undefined), value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
