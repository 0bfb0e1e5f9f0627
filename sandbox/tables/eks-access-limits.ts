import type { WorldObject } from "../world";
import { list, record, refuseIf, refuseMissingCluster } from "./eks-objects";
import { ROLE } from "./iam";
import type { Request } from "./table";

export const POD_IDENTITY = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
export const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";

const ACCESS_POLICIES = [
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSAutoNodePolicy",
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSViewPolicy",
];

export function refuseAccessEntry(request: Request, current?: WorldObject): string[] {
  const { inputs, world } = request;
  const id = `${String(inputs["clusterName"])}:${String(inputs["principalArn"])}`;
  return [
    ...refuseMissingCluster(request),
    ...refuseIf(
      current === undefined && world.get(ACCESS_ENTRY, id) !== undefined,
      `ResourceInUseException: The specified access entry resource is already in use on this cluster: ${String(inputs["principalArn"])}`,
    ),
    ...refuseIf(
      !isPrincipal(String(inputs["principalArn"])),
      `InvalidParameterException: The specified principalArn is invalid: invalid principal: ${String(inputs["principalArn"])}`,
    ),
  ];
}

/**
 * Whether the principal is the complete ARN of a role or user, and not a session. Only AWS knows whether it exists, but the
 * role of Identity Center without a path cannot exist: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function isPrincipal(arn: string): boolean {
  const [, resource] = /^arn:aws:iam::\d{12}:((?:role|user)\/[\w+=,.@/-]+)$/.exec(arn) ?? [];
  if (resource === undefined || resource.endsWith("/") || resource.includes("//")) return false;
  const ofIdentityCenter = resource.slice(resource.lastIndexOf("/") + 1).startsWith("AWSReservedSSO_");
  return !ofIdentityCenter || resource.startsWith("role/aws-reserved/sso.amazonaws.com/");
}

export function refuseAccessPolicy(request: Request): string[] {
  const { inputs, world } = request;
  const entry = `${String(inputs["clusterName"])}:${String(inputs["principalArn"])}`;
  const policyArn = String(inputs["policyArn"]);
  const scope = record(inputs["accessScope"]);
  return [
    ...refuseMissingCluster(request),
    ...refuseIf(
      world.get(ACCESS_ENTRY, entry) === undefined,
      `ResourceNotFoundException: The specified principalArn could not be found: ${String(inputs["principalArn"])}`,
    ),
    ...refuseIf(
      !ACCESS_POLICIES.some((policy) => policyArn === `arn:aws:eks::aws:cluster-access-policy/${policy}`),
      `InvalidParameterException: The policyArn parameter format is not valid: ${policyArn}`,
    ),
    ...refuseIf(
      (scope["type"] === "namespace") !== list(scope["namespaces"]).length > 0,
      "InvalidParameterException: a scope of type namespace needs namespaces, and a scope of type cluster cannot have any",
    ),
  ];
}

/** A service account has one association, and its role must trust Pod Identity. */
export function refusePodIdentity(request: Request, current?: WorldObject): string[] {
  const { inputs, world } = request;
  const { clusterName, namespace, serviceAccount } = inputs;
  const taken =
    current === undefined && world.ofType(POD_IDENTITY, { clusterName, namespace, serviceAccount }).length > 0;
  const [role] = world.ofType(ROLE, { arn: inputs["roleArn"] });
  return [
    ...refuseMissingCluster(request),
    ...refuseIf(
      taken,
      `ResourceInUseException: Association already exists: ${String(namespace)}/${String(serviceAccount)}`,
    ),
    ...refuseIf(
      String(inputs["roleArn"]).split(":")[4] !== request.accountId,
      `InvalidParameterException: the role ${String(inputs["roleArn"])} is in another account than the cluster`,
    ),
    ...refuseIf(
      // Roles outside this world are assumed to be correct.
      role !== undefined && !String(role.state["assumeRolePolicy"]).includes("pods.eks.amazonaws.com"),
      "InvalidParameterException: Trust policy of role is invalid: it does not trust pods.eks.amazonaws.com",
    ),
  ];
}
