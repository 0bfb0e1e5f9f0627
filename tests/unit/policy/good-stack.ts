import { platformTags } from "../../../components/tagging";
import type { StackResource } from "../../../policy/rule";
import { sdkProperties } from "../../../policy/sdk-properties";
import { clusterResources, type Resources } from "./good-cluster";
import { TAG_ARGS } from "../tagging/fixture";

const ACCOUNT = "111122223333";
export const TAGS = { ...platformTags(TAG_ARGS), Environment: "prod" };

function allow(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "S", Effect: "Allow", ...statement }] });
}

function withoutTls(action: string, ...resources: readonly string[]): object {
  const Condition = { Bool: { "aws:SecureTransport": "false" } };
  return { Effect: "Deny", Principal: { AWS: "*" }, Action: action, Resource: resources, Condition };
}

/** Resources of a stack of prod, by logical name: type and properties. All rules of the pack accept them together. */
const RESOURCES: Resources = {
  // Network
  vpc: ["aws:ec2/vpc:Vpc", { id: "vpc-1", cidrBlock: "10.0.0.0/16", tagsAll: { ...TAGS, Name: "shop-prod" } }],
  "vpc-default": ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: "vpc-1", ingress: [], egress: [] }],
  "vpc-flow-log": ["aws:ec2/flowLog:FlowLog", { vpcId: "vpc-1", trafficType: "ALL" }],
  gateway: ["aws:ec2/internetGateway:InternetGateway", { id: "igw-1", vpcId: "vpc-1" }],
  "public-a": [
    "aws:ec2/subnet:Subnet",
    { id: "subnet-pa", availabilityZone: "eu-west-1a", mapPublicIpOnLaunch: false },
  ],
  "private-a": ["aws:ec2/subnet:Subnet", { id: "subnet-a", availabilityZone: "eu-west-1a" }],
  "private-b": ["aws:ec2/subnet:Subnet", { id: "subnet-b", availabilityZone: "eu-west-1b" }],
  public: ["aws:ec2/routeTable:RouteTable", { id: "rtb-p" }],
  "public-internet": [
    "aws:ec2/route:Route",
    { routeTableId: "rtb-p", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
  ],
  "public-a-table": [
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    { routeTableId: "rtb-p", subnetId: "subnet-pa" },
  ],
  peering: [
    "aws:ec2/route:Route",
    { routeTableId: "rtb-1", destinationCidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: "pcx-1" },
  ],
  address: ["aws:ec2/eip:Eip", { id: "eipalloc-1" }],
  nat: ["aws:ec2/natGateway:NatGateway", { allocationId: "eipalloc-1", subnetId: "subnet-pa" }],
  acl: [
    "aws:ec2/networkAcl:NetworkAcl",
    {
      id: "acl-1",
      subnetIds: ["subnet-pa"],
      ingress: [
        { ruleNo: 90, action: "deny", protocol: "6", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" },
        { ruleNo: 91, action: "deny", protocol: "6", fromPort: 3389, toPort: 3389, cidrBlock: "0.0.0.0/0" },
        { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
      ],
    },
  ],
  "transit-gateway": [
    "aws:ec2transitgateway/transitGateway:TransitGateway",
    { autoAcceptSharedAttachments: "disable" },
  ],
  web: [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
  ],
  database: [
    "aws:ec2/securityGroup:SecurityGroup",
    { ingress: [{ cidrBlocks: ["10.0.0.0/16"], protocol: "tcp", fromPort: 5432, toPort: 5432 }] },
  ],
  ...Object.fromEntries(
    ["ec2", "ecr.api", "ecr.dkr", "ssm"].map((service) => [
      `endpoint-${service}`,
      ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcId: "vpc-1", serviceName: `com.amazonaws.eu-west-1.${service}` }],
    ]),
  ),
  balancer: [
    "aws:lb/loadBalancer:LoadBalancer",
    {
      loadBalancerType: "application",
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: "logs", enabled: true },
      desyncMitigationMode: "defensive",
      enableDeletionProtection: true,
      subnets: ["subnet-a", "subnet-b"],
    },
  ],
  // Storage
  data: ["aws:s3/bucket:Bucket", { bucket: "data", arn: "arn:aws:s3:::data", forceDestroy: false }],
  "data-block": [
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    {
      bucket: "data",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
  ],
  "data-policy": [
    "aws:s3/bucketPolicy:BucketPolicy",
    {
      bucket: "data",
      policy: JSON.stringify({ Statement: [withoutTls("s3:*", "arn:aws:s3:::data", "arn:aws:s3:::data/*")] }),
    },
  ],
  "data-encryption": [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    {
      bucket: "data",
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:::key/1" },
          blockedEncryptionTypes: ["SSE-C"],
          bucketKeyEnabled: true,
        },
      ],
    },
  ],
  "data-ownership": [
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    { bucket: "data", rule: { objectOwnership: "BucketOwnerEnforced" } },
  ],
  "data-versioning": [
    "aws:s3/bucketVersioning:BucketVersioning",
    { bucket: "data", versioningConfiguration: { status: "Enabled" } },
  ],
  "data-lifecycle": [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    {
      bucket: "data",
      rules: [
        { status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
        { status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } },
      ],
    },
  ],
  "data-events": ["aws:s3/bucketNotification:BucketNotification", { bucket: "data", eventbridge: true }],
  "data-logging": ["aws:s3/bucketLogging:BucketLogging", { bucket: "data", targetBucket: "logs" }],
  "data-lock": [
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    { bucket: "data", rule: { defaultRetention: { days: 30, mode: "GOVERNANCE" } } },
  ],
  "data-replication": [
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    { bucket: "data", rules: [{ destination: { bucket: "arn:aws:s3:::data-replica" } }] },
  ],
  files: ["aws:efs/fileSystem:FileSystem", { id: "fs-1", encrypted: true, tags: { Backup: "shop-prod" } }],
  "files-policy": [
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    { fileSystemId: "fs-1", policy: JSON.stringify({ Statement: [withoutTls("*", "*")] }) },
  ],
  "files-uploads": [
    "aws:efs/accessPoint:AccessPoint",
    { fileSystemId: "fs-1", posixUser: { uid: 1, gid: 1 }, rootDirectory: { path: "/uploads" } },
  ],
  "files-a": ["aws:efs/mountTarget:MountTarget", { fileSystemId: "fs-1", subnetId: "subnet-a" }],
  volume: ["aws:ebs/volume:Volume", { encrypted: true }],
  vault: ["aws:backup/vault:Vault", { name: "vault", kmsKeyArn: "arn:aws:kms:::key/1" }],
  "vault-lock": ["aws:backup/vaultLockConfiguration:VaultLockConfiguration", { backupVaultName: "vault" }],
  plan: ["aws:backup/plan:Plan", { rules: [{ targetVaultName: "vault" }] }],
  selection: [
    "aws:backup/selection:Selection",
    { conditions: [{ stringEquals: [{ key: "aws:ResourceTag/Backup", value: "shop-prod" }] }] },
  ],
  registry: [
    "aws:ecr/repository:Repository",
    {
      name: "shop/api",
      imageScanningConfiguration: { scanOnPush: true },
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "KMS" }],
    },
  ],
  "registry-lifecycle": ["aws:ecr/lifecyclePolicy:LifecyclePolicy", { repository: "shop/api" }],
  "archive-stream": [
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    { destination: "extended_s3", serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" } },
  ],
  queue: ["aws:sqs/queue:Queue", { sqsManagedSseEnabled: true }],
  secret: ["aws:secretsmanager/secret:Secret", { id: "secret-1", name: "shop-prod/database" }],
  "secret-rotation": [
    "aws:secretsmanager/secretRotation:SecretRotation",
    { secretId: "secret-1", rotationRules: { automaticallyAfterDays: 30 } },
  ],
  // Keys and identities
  key: [
    "aws:kms/key:Key",
    {
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" }),
    },
  ],
  reader: ["aws:iam/policy:Policy", { policy: allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }) }],
  "node-role": [
    "aws:iam/role:Role",
    {
      name: "nodes",
      arn: `arn:aws:iam::${ACCOUNT}:role/nodes`,
      assumeRolePolicy: allow({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
    },
  ],
  "node-role-ssm": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { role: "nodes", policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
  ],
  "node-role-pull": [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { role: "nodes", policyArn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly" },
  ],
  ...clusterResources(TAGS),
};

/** A stack that all rules of the pack accept. */
export const GOOD_STACK: readonly StackResource[] = [
  stackResource("aws", "pulumi:providers:aws", { defaultTags: JSON.stringify({ tags: TAGS }) }),
  ...Object.entries(RESOURCES).map(([name, [type, props]]) => stackResource(name, type, props)),
];

/** A resource with the tags that the provider adds, and that the service copies to what it creates. */
export function stackResource(name: string, type: string, props: StackResource["props"]): StackResource {
  const properties = sdkProperties(type);
  const tagged = {
    ...(properties?.has("tagsAll") === true ? { tagsAll: TAGS } : {}),
    ...(properties?.has("copyTagsToSnapshot") === true ? { copyTagsToSnapshot: true } : {}),
    ...props,
  };
  return { urn: `urn:pulumi:prod::shop::${type}::${name}`, type, props: tagged, sources: {}, isProtected: true };
}

export function nameOf({ urn }: Pick<StackResource, "urn">): string {
  return urn.split("::").at(-1) ?? "";
}
