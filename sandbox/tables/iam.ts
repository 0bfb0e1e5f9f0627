import type { Props, Request, ServiceTable } from "./table";

export const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const AWS_POLICY_PREFIX = "arn:aws:iam::aws:policy/";

/** AWS managed policies that may be attached here; another name is taken for a typing error. */
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
  "CloudWatchAgentServerPolicy",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "service-role/AmazonEBSCSIDriverPolicy",
  "service-role/AmazonEFSCSIDriverPolicy",
];

export const iam: ServiceTable = {
  [ROLE]: {
    outputs: {
      arn: ({ inputs, accountId }) => `arn:aws:iam::${accountId}:role${pathOf(inputs)}${String(inputs["name"])}`,
      createDate: () => "2026-01-01T00:00:00Z",
      // A role that is made again under the same name is another principal.
      uniqueId: ({ hex }) => `AROA${hex(17).toUpperCase()}`,
    },
    refusals: ({ inputs }) => refuseDocument(inputs["assumeRolePolicy"], "Principal"),
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
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: oidcProviderArn,
    outputs: { arn: oidcProviderArn, thumbprintLists: ({ hex }) => [hex(40)] },
  },
  [ROLE_POLICY]: {
    id: ({ inputs }) => `${String(inputs["role"])}:${String(inputs["name"])}`,
    refusals: (request) => [...refuseRole(request), ...refuseDocument(request.inputs["policy"], "Resource")],
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
    refusals: (request) => [...refuseRole(request), ...refuseManagedPolicy(String(request.inputs["policyArn"]))],
  },
};

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

/** Every statement of a trust policy names a principal, every one of a rights policy a resource. */
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
