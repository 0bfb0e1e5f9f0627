import { type BadResource, allows, changed, removed } from "./bad-resource";

export const PERMISSIONS: readonly BadResource[] = [
  changed("a policy that allows everything", "iam-no-administrator", "reader", { policy: allows("*", "*") }),
  changed("a role with AdministratorAccess", "iam-no-administrator", "node-role-pull", {
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  }),
  changed("a policy with all actions of a service", "iam-no-service-wide-actions", "reader", {
    policy: allows("s3:*", "arn:aws:s3:::data/*"),
  }),
  changed("a role with an inline policy with all actions of a service", "iam-no-service-wide-actions", "node-role", {
    inlinePolicies: [{ policy: allows("ec2:*", "*") }],
  }),
  changed("a policy that decrypts with all keys", "iam-no-decrypt-all-keys", "reader", {
    policy: allows("kms:Decrypt", "*"),
  }),
  changed("an attached permissions boundary", "iam-boundaries-unattached", "node-role-pull", {
    policyArn: "arn:aws:iam::111122223333:policy/boundary/shop",
  }),
  changed(
    "nodes that push images",
    "node-pull-only",
    "node-role-pull",
    { policyArn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser" },
    "node-role",
  ),
  {
    ...changed(
      "more administrators than a cluster needs",
      "eks-few-administrators",
      "cluster-deployer",
      {},
      "cluster-deployer-3",
    ),
    copies: 3,
  },
  changed("a cluster whose creator is its administrator", "eks-access-entries", "cluster", {
    "accessConfig.bootstrapClusterCreatorAdminPermissions": true,
  }),
  changed("a cluster with the aws-auth ConfigMap", "eks-access-entries", "cluster", {
    "accessConfig.authenticationMode": "API_AND_CONFIG_MAP",
  }),
  removed("pods with the role of their node", "eks-pod-identity", "cluster-agent", "cluster"),
  changed(
    "a namespace whose default service account has a token",
    "namespace-service-account",
    "namespace-account",
    { automountServiceAccountToken: true },
    "namespace",
  ),
  changed("an access point at the root", "efs-access-point-confined", "files-uploads", { "rootDirectory.path": "/" }),
  changed("an access point without a user", "efs-access-point-confined", "files-uploads", { posixUser: undefined }),
];
