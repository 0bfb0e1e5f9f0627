import { isRecord } from "../property-diff";
import { refuseDeploymentWithoutNodes } from "./deployments";
import { ADDON, CLUSTER } from "./eks-objects";
import type { World } from "../world";
import type { Props } from "../props";
import type { Request, ResourceTable, ServiceTable } from "./table";

const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Namespaces that Kubernetes creates. */
const BUILT_IN_NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Names that the API server accepts: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const OBJECT_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go */
const REPLACING_METADATA = ["metadata.name", "metadata.namespace"];

/** The table for all Kubernetes kinds. */
export const kubernetesKind: ResourceTable = {
  replaceOn: REPLACING_METADATA,
  deleteRefusals: (_, world) => refuseUnreachable(world),
  fixedName: "metadata.name",
  id: ({ inputs }) => {
    const { namespace, name } = metadata(inputs);
    return namespace === undefined ? name : `${namespace}/${name}`;
  },
  refusals: refuseMetadata,
};

/** Kinds with additional rules. A ConfigMap has none: the platform's provider updates it in place. */
export const kubernetes: ServiceTable = {
  [NAMESPACE]: { ...kubernetesKind, outputs: { status: () => ({ phase: "Active" }) } },
  "kubernetes:apps/v1:Deployment": {
    ...kubernetesKind,
    replaceOn: [...REPLACING_METADATA, "spec.selector"],
    refusals: (request) => [...refuseMetadata(request), ...refuseDeploymentWithoutNodes(request)],
  },
  "kubernetes:core/v1:ResourceQuota": { ...kubernetesKind, replaceOn: [...REPLACING_METADATA, "spec.scopes"] },
  "kubernetes:core/v1:Service": { ...kubernetesKind, replaceOn: [...REPLACING_METADATA, "spec.clusterIP"] },
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": {
    ...kubernetesKind,
    replaceOn: [...REPLACING_METADATA, "roleRef"],
  },
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": {
    ...kubernetesKind,
    refusals: refuseChangesOf("PriorityClass", ["value", "preemptionPolicy"]),
  },
  "kubernetes:storage.k8s.io/v1:StorageClass": {
    ...kubernetesKind,
    replaceOn: [...REPLACING_METADATA, "parameters", "provisioner"],
    refusals: refuseChangesOf("StorageClass", ["reclaimPolicy", "volumeBindingMode"]),
  },
  // The add-on installs the kind: https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html
  "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass": {
    ...kubernetesKind,
    refusals: (request) => [
      ...refuseMetadata(request),
      ...(request.world.ofType(ADDON, { addonName: "snapshot-controller" }).length > 0
        ? []
        : ['no matches for kind "VolumeSnapshotClass" in version "snapshot.storage.k8s.io/v1"']),
    ],
  },
};

/** Fields that the provider tries to update in place, which the API server forbids. */
function refuseChangesOf(kind: string, fields: readonly string[]): NonNullable<ResourceTable["refusals"]> {
  return (request, current) => [
    ...refuseMetadata(request),
    ...fields
      .filter((field) => current !== undefined && current.inputs[field] !== request.inputs[field])
      .map((field) => `${kind} "${request.id}" is invalid: ${field}: updates to ${field} are forbidden.`),
  ];
}

function refuseMetadata({ inputs, world }: Request): string[] {
  const { namespace, name } = metadata(inputs);
  return [
    ...(OBJECT_NAME.test(name) ? [] : [`metadata.name: Invalid value: "${name}"`]),
    ...(namespace === undefined ? [] : refuseMissingNamespace(namespace, world)),
  ];
}

export function refuseMissingNamespace(namespace: string, world: World): string[] {
  const exists = BUILT_IN_NAMESPACES.includes(namespace) || world.ofType(NAMESPACE).some(({ id }) => id === namespace);
  return exists ? [] : [`namespaces "${namespace}" not found`];
}

/**
 * The provider cannot delete objects of an unreachable API server, for example of a deleted cluster:
 * https://github.com/pulumi/pulumi-kubernetes/issues/2517
 */
export function refuseUnreachable(world: World): string[] {
  const isGone = world.typesCreated.includes(CLUSTER) && world.ofType(CLUSTER).length === 0;
  return isGone
    ? ["configured Kubernetes cluster is unreachable: unable to load schema information from the API server"]
    : [];
}

function metadata(inputs: Props): { readonly namespace: string | undefined; readonly name: string } {
  const { namespace, name } = isRecord(inputs["metadata"]) ? inputs["metadata"] : {};
  return {
    namespace: typeof namespace === "string" ? namespace : undefined,
    name: typeof name === "string" ? name : "",
  };
}
