import { isRecord } from "../property-diff";
import type { Props, Request, ResourceTable, ServiceTable } from "./table";

const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Namespaces that Kubernetes makes itself. */
const BUILT_IN_NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Fields of a name that the API server takes: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const OBJECT_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go */
const REPLACING_METADATA = ["metadata.name", "metadata.namespace"];

/** What every Kubernetes kind has in common. */
export const kubernetesKind: ResourceTable = {
  replaceOn: REPLACING_METADATA,
  fixedName: "metadata.name",
  id: ({ inputs }) => {
    const { namespace, name } = metadata(inputs);
    return namespace === undefined ? name : `${namespace}/${name}`;
  },
  refusals: refuseMetadata,
};

/** Kinds with rules of their own. */
export const kubernetes: ServiceTable = {
  [NAMESPACE]: { ...kubernetesKind, outputs: { status: () => ({ phase: "Active" }) } },
  "kubernetes:core/v1:ResourceQuota": { ...kubernetesKind, replaceOn: [...REPLACING_METADATA, "spec.scopes"] },
  "kubernetes:storage.k8s.io/v1:StorageClass": {
    ...kubernetesKind,
    replaceOn: [...REPLACING_METADATA, "parameters", "provisioner"],
    // The provider tries these in place, and the API server forbids it.
    refusals: (request, current) => [
      ...refuseMetadata(request),
      ...["reclaimPolicy", "volumeBindingMode"]
        .filter((field) => current !== undefined && current.inputs[field] !== request.inputs[field])
        .map((field) => `StorageClass "${request.id}" is invalid: ${field}: updates to ${field} are forbidden.`),
    ],
  },
};

function refuseMetadata({ inputs, world }: Request): string[] {
  const { namespace, name } = metadata(inputs);
  const exists =
    namespace === undefined ||
    BUILT_IN_NAMESPACES.includes(namespace) ||
    world.ofType(NAMESPACE).some(({ id }) => id === namespace);
  return [
    ...(OBJECT_NAME.test(name) ? [] : [`metadata.name: Invalid value: "${name}"`]),
    ...(exists ? [] : [`namespaces "${namespace}" not found`]),
  ];
}

function metadata(inputs: Props): { readonly namespace: string | undefined; readonly name: string } {
  const { namespace, name } = isRecord(inputs["metadata"]) ? inputs["metadata"] : {};
  return {
    namespace: typeof namespace === "string" ? namespace : undefined,
    name: typeof name === "string" ? name : "",
  };
}
