import { z } from "zod";

import type { Kubectl } from "../kubectl/kubectl";
import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import { SWITCH_TO_LABEL } from "./settings";

const RESOURCE = "ingresses.networking.k8s.io";
const ALB = "alb.ingress.kubernetes.io/";
const ACTIONS = `${ALB}actions.`;
const FIELD_MANAGER = "groundwork-switch";

/** With this annotation, an update of Pulumi overwrites fields that another field manager has changed. */
const PATCH_FORCE = "pulumi.com/patchForce";

/** The fields of an Ingress that the command reads. */
const ingressSchema = z.object({
  metadata: z.object({
    namespace: z.string(),
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
    managedFields: z
      .array(z.object({ manager: z.string().default(""), operation: z.string(), fieldsV1: z.unknown() }))
      .default([]),
  }),
});
const ingressList = z.object({ items: z.array(ingressSchema) });

export type Ingress = z.output<typeof ingressSchema>["metadata"];

/**
 * A forward action of the AWS Load Balancer Controller; keys that are not listed are kept.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions
 */
const forwardAction = z.looseObject({
  type: z.literal("forward"),
  forwardConfig: z.looseObject({
    targetGroups: z.array(
      z.looseObject({
        serviceName: z.string(),
        servicePort: z.union([z.string(), z.number()]),
        weight: z.number().int().min(0),
      }),
    ),
  }),
});

/** A version: its Service, from which the controller creates a target group. */
export interface Version {
  readonly service: string;
  readonly port: string;
  readonly weight: number;
}

/** The annotation that divides the requests of an Ingress between two versions. */
export interface Division {
  /** Key of the annotation. */
  readonly annotation: string;
  /** Its value. */
  readonly text: string;
  /** The version that shall get all requests. */
  readonly candidate: Version;
  /** The version that gets all requests again if the candidate fails. */
  readonly previous: Version;
}

/** Reads one Ingress, or all with the label. */
export async function readIngresses(
  kubectl: Kubectl,
  workload: { readonly namespace: string; readonly name: string } | undefined,
): Promise<readonly Ingress[]> {
  const selected =
    workload === undefined
      ? ["--all-namespaces", "--selector", SWITCH_TO_LABEL]
      : ["--namespace", workload.namespace, "--field-selector", `metadata.name=${workload.name}`];
  const args = ["get", RESOURCE, ...selected, "--show-managed-fields", "--output", "json"];
  const { exitCode, stdout, stderr } = await kubectl(args);
  if (exitCode !== 0) throw new ToolError(`The Ingresses cannot be read:\n${stderr.trim()}`);
  const { items } = parseJson(stdout, ingressList, "The output of `kubectl get ingresses` has another form");
  return items.map(({ metadata }) => metadata);
}

/** Finds the annotation of an Ingress that divides requests between the Service and another one. Throws a ToolError if there is none. */
export function divisionOf({ annotations }: Ingress, candidate: string): Division {
  const found = Object.entries(annotations).flatMap(([annotation, text]) => {
    const versions = annotation.startsWith(ACTIONS) ? versionsOf(text) : [];
    return versions.some(({ service }) => service === candidate) ? [{ annotation, text, versions }] : [];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    const number = only === undefined ? "none" : found.map(({ annotation }) => annotation).join(", ");
    throw new ToolError(
      `The Ingress needs one annotation ${ACTIONS}<name> that forwards to the Service ${candidate} and to one other Service, by weights: it has ${number}.`,
    );
  }
  const { annotation, text, versions } = only;
  const to = versions.find(({ service }) => service === candidate);
  const previous = versions.find(({ service }) => service !== candidate);
  if (to === undefined || previous === undefined || versions.length !== 2) {
    const services = versions.map(({ service }) => service).join(", ");
    throw new ToolError(`The annotation ${annotation} needs two target groups of different Services: ${services}.`);
  }
  return { annotation, text, candidate: to, previous };
}

function versionsOf(text: string): readonly Version[] {
  const { data } = forwardAction.safeParse(jsonOrUndefined(text));
  return (data?.forwardConfig.targetGroups ?? []).map(({ serviceName, servicePort, weight }) => ({
    service: serviceName,
    port: String(servicePort),
    weight,
  }));
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The percentage of the requests that the candidate gets; 0 if both weights are 0. */
export function shareOf({ candidate, previous }: Division): number {
  const sum = candidate.weight + previous.weight;
  return sum === 0 ? 0 : (100 * candidate.weight) / sum;
}

/** The value of the annotation with which the candidate gets this percentage of the requests. */
export function withShare({ text, candidate }: Division, percent: number): string {
  const action = forwardAction.parse(JSON.parse(text));
  const targetGroups = action.forwardConfig.targetGroups.map((group) => ({
    ...group,
    weight: group.serviceName === candidate.service ? percent : 100 - percent,
  }));
  return JSON.stringify({ ...action, forwardConfig: { ...action.forwardConfig, targetGroups } });
}

/**
 * Throws a ToolError if the next update of Pulumi would fail because another field manager has changed the annotation.
 * https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
 */
export function requireOverwritable({ annotations, managedFields }: Ingress, annotation: string): void {
  const isOfPulumi = managedFields.some(
    ({ manager, operation, fieldsV1 }) =>
      manager.startsWith("pulumi-kubernetes") &&
      operation === "Apply" &&
      JSON.stringify(fieldsV1).includes(JSON.stringify(`f:${annotation}`)),
  );
  if (!isOfPulumi || annotations[PATCH_FORCE] === "true") return;
  throw new ToolError(
    `Pulumi manages the annotation ${annotation}, and its next update would fail with a conflict. Add the annotation ${PATCH_FORCE}: "true" to the Ingress in the program, and update its stack first.`,
  );
}

/** Replaces the value of the annotation, unless it has changed in the meantime. Throws a ToolError if it cannot. */
export async function replaceAnnotation(
  kubectl: Kubectl,
  { namespace, name }: Pick<Ingress, "namespace" | "name">,
  annotation: string,
  from: string,
  to: string,
): Promise<void> {
  // https://datatracker.ietf.org/doc/html/rfc6901#section-3
  const path = `/metadata/annotations/${annotation.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const patch = [
    { op: "test", path, value: from },
    { op: "replace", path, value: to },
  ];
  const args = ["patch", RESOURCE, name, "--namespace", namespace, "--field-manager", FIELD_MANAGER];
  const { exitCode, stderr } = await kubectl([...args, "--type", "json", "--patch", JSON.stringify(patch)]);
  if (exitCode === 0) return;
  throw new ToolError(`The weights of the Ingress cannot be changed, or have changed meanwhile: ${stderr.trim()}`);
}

/** The labels that the controller sets on objects of an Ingress, which may belong to a group. */
export function controllerLabels({ namespace, name, annotations }: Ingress): Readonly<Record<string, string>> {
  const group = annotations[`${ALB}group.name`];
  if (group !== undefined) return { "ingress.k8s.aws/stack": group };
  return { "ingress.k8s.aws/stack-namespace": namespace, "ingress.k8s.aws/stack-name": name };
}
