import type { WorldObject } from "../world";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

export const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** The highest values of these quotas that AWS grants: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const TRUST_POLICY_LENGTH = 8192;
const INLINE_POLICIES_LENGTH = 10_240;
const MANAGED_POLICY_LENGTH = 6144;
const POLICIES_OF_A_ROLE = 25;

const AWS_POLICY_PREFIX = "arn:aws:iam::aws:policy/";

/** AWS managed policies that the platform attaches. The sandbox refuses any other name as misspelt. */
const AWS_POLICIES = [
  "AWSBackupServiceRolePolicyForS3Backup",
  "AWSBackupServiceRolePolicyForS3Restore",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSFargatePodExecutionRolePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonElasticFileSystemClientReadWriteAccess",
  "AmazonSSMManagedInstanceCore",
  "AmazonFSxFullAccess",
  "CloudWatchAgentServerPolicy",
  "CloudWatchReadOnlyAccess",
  "CloudWatchNetworkFlowMonitorAgentPublishPolicy",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "service-role/AmazonEBSCSIDriverPolicy",
  "service-role/AmazonEFSCSIDriverPolicy",
];

/** Names of the roles by service. A service chooses the name. */
const SERVICE_LINKED_ROLES: Readonly<Record<string, string>> = { "config.amazonaws.com": "AWSServiceRoleForConfig" };

export const iam: ServiceTable = {
  [ROLE]: {
    outputs: {
      arn: ({ inputs, accountId }) => `arn:aws:iam::${accountId}:role${pathOf(inputs)}${String(inputs["name"])}`,
      createDate: () => "2026-01-01T00:00:00Z",
      // A role that is deleted and recreated with the same name is another principal.
      uniqueId: ({ hex }) => `AROA${hex(17).toUpperCase()}`,
    },
    refusals: ({ inputs }) => [
      ...refuseDocument(inputs["assumeRolePolicy"], "Principal"),
      ...(lengthOf(inputs["assumeRolePolicy"]) > TRUST_POLICY_LENGTH
        ? [`LimitExceeded: Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_LENGTH}`]
        : []),
    ],
    deleteRefusals: ({ state }, world) => {
      const attached = world.ofType(ATTACHMENT, { role: state["name"] }).length;
      const inline = world.ofType(ROLE_POLICY, { role: state["name"] }).length;
      return [
        ...(attached > 0 ? ["DeleteConflict: Cannot delete entity, must detach all policies first."] : []),
        ...(inline > 0 ? ["DeleteConflict: Cannot delete entity, must delete policies first."] : []),
        ...(world.ofType(INSTANCE_PROFILE, { role: state["name"] }).length > 0
          ? ["DeleteConflict: Cannot delete entity, must remove roles from instance profile first."]
          : []),
      ];
    },
  },
  [POLICY]: {
    id: managedPolicyArn,
    outputs: {
      arn: managedPolicyArn,
      attachmentCount: () => 0,
      policyId: ({ hex }) => `ANPA${hex(17).toUpperCase()}`,
    },
    refusals: ({ inputs }) => [
      ...refuseDocument(inputs["policy"], "Resource"),
      ...(lengthOf(inputs["policy"]) > MANAGED_POLICY_LENGTH
        ? [`LimitExceeded: Cannot exceed quota for PolicySize: ${MANAGED_POLICY_LENGTH}`]
        : []),
    ],
    deleteRefusals: ({ state }, world) => {
      const { arn } = state;
      const isUsed =
        world.ofType(ATTACHMENT, { policyArn: arn }).length > 0 ||
        world.ofType(ROLE, { permissionsBoundary: arn }).length > 0;
      return isUsed ? ["DeleteConflict: Cannot delete a policy attached to entities."] : [];
    },
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: oidcProviderArn,
    outputs: { arn: oidcProviderArn, thumbprintLists: ({ hex }) => [hex(40)] },
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    id: serviceLinkedRoleArn,
    outputs: {
      arn: serviceLinkedRoleArn,
      createDate: () => "2026-01-01T00:00:00Z",
      name: ({ inputs }) => SERVICE_LINKED_ROLES[String(inputs["awsServiceName"])],
      path: ({ inputs }) => `/aws-service-role/${String(inputs["awsServiceName"])}/`,
      uniqueId: ({ hex }) => `AROA${hex(17).toUpperCase()}`,
    },
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
    refusals: (request, current) =>
      current === undefined && request.world.get(request.type, serviceLinkedRoleArn(request)) !== undefined
        ? [
            `InvalidInput: Service role name ${SERVICE_LINKED_ROLES[String(request.inputs["awsServiceName"])] ?? ""} has been taken in this account, please try a different suffix.`,
          ]
        : [],
  },
  [ROLE_POLICY]: {
    id: ({ inputs }) => `${String(inputs["role"])}:${String(inputs["name"])}`,
    refusals: (request, current) => [
      ...refuseRole(request),
      ...refuseDocument(request.inputs["policy"], "Resource"),
      ...refuseLength(request, current),
    ],
  },
  [INSTANCE_PROFILE]: {
    outputs: {
      arn: ({ inputs, accountId }) => `arn:aws:iam::${accountId}:instance-profile/${String(inputs["name"])}`,
      uniqueId: ({ hex }) => `AIPA${hex(17).toUpperCase()}`,
    },
    refusals: refuseRole,
  },
  [ATTACHMENT]: {
    id: ({ inputs }) => `${String(inputs["role"])}/${String(inputs["policyArn"])}`,
    refusals: (request, current) => [
      ...refuseRole(request),
      ...refuseManagedPolicy(String(request.inputs["policyArn"])),
      ...refuseOneMore(request, current),
    ],
  },
};

function serviceLinkedRoleArn({ inputs, accountId }: Request): string {
  const service = String(inputs["awsServiceName"]);
  return `arn:aws:iam::${accountId}:role/aws-service-role/${service}/${SERVICE_LINKED_ROLES[service] ?? service}`;
}

function managedPolicyArn({ inputs, accountId }: Request): string {
  return `arn:aws:iam::${accountId}:policy${pathOf(inputs)}${String(inputs["name"])}`;
}

function oidcProviderArn({ inputs, accountId }: Request): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${String(inputs["url"]).replace("https://", "")}`;
}

function pathOf({ path }: Props): string {
  return typeof path === "string" ? path : "/";
}

function refuseRole({ inputs, world }: Request): string[] {
  const role = String(inputs["role"]);
  return world.get(ROLE, role) === undefined ? [`NoSuchEntity: The role with name ${role} cannot be found.`] : [];
}

function refuseManagedPolicy(policyArn: string): string[] {
  const known =
    !policyArn.startsWith(AWS_POLICY_PREFIX) || AWS_POLICIES.includes(policyArn.slice(AWS_POLICY_PREFIX.length));
  return known ? [] : [`NoSuchEntity: Policy ${policyArn} does not exist or is not attachable.`];
}

/** The limit applies to the sum of all inline policies of a role. */
function refuseLength({ inputs, world }: Request, current?: WorldObject): string[] {
  const others = world.ofType(ROLE_POLICY, { role: inputs["role"] }).filter(({ id }) => id !== current?.id);
  const length = [inputs, ...others.map((other) => other.inputs)].reduce(
    (sum, { policy }) => sum + lengthOf(policy),
    0,
  );
  return length > INLINE_POLICIES_LENGTH
    ? [
        `LimitExceeded: Maximum policy size of ${INLINE_POLICIES_LENGTH} bytes exceeded for role ${String(inputs["role"])}`,
      ]
    : [];
}

function refuseOneMore({ inputs, world }: Request, current?: WorldObject): string[] {
  const attached = world.ofType(ATTACHMENT, { role: inputs["role"] }).length;
  return current === undefined && attached >= POLICIES_OF_A_ROLE
    ? [`LimitExceeded: Cannot exceed quota for PoliciesPerRole: ${POLICIES_OF_A_ROLE}`]
    : [];
}

/** IAM does not count white space. */
function lengthOf(document: unknown): number {
  return typeof document === "string" ? document.replace(/\s/g, "").length : 0;
}

/** Every statement of a trust policy needs a principal, every statement of a permissions policy a resource. */
function refuseDocument(document: unknown, required: "Principal" | "Resource"): string[] {
  let parsed: { Statement?: Record<string, unknown>[] };
  try {
    parsed = JSON.parse(String(document)) as typeof parsed;
  } catch {
    return ["MalformedPolicyDocument: the policy is not valid JSON"];
  }
  const statements = parsed.Statement ?? [];
  return statements.length > 0 &&
    statements.every((statement) => (statement[required] ?? statement[`Not${required}`]) !== undefined)
    ? []
    : [`MalformedPolicyDocument: a policy needs statements, and each of them a ${required}`];
}
