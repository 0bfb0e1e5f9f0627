type Inputs = Readonly<Record<string, unknown>>;

/** How to find and delete the objects of a type. Commands are arguments of the AWS CLI, without the Region. */
export interface Kind {
  /** What AWS calls such an object. */
  readonly noun: string;
  /** What identifies the object before its ID is known; undefined if no input does. */
  readonly nameOf: (inputs: Inputs) => string | undefined;
  /** Whether the name is the tag `Name`, and AWS chooses the ID. */
  readonly isNameTag?: boolean;
  /** Path of the page in the console. */
  readonly page: (name: string) => string;
  /** Prints a JSON list of what was found: IDs for an import, unless {@link importId} changes them. */
  readonly find: (name: string) => readonly string[];
  readonly importId?: (found: string) => string;
  readonly remove: (id: string) => readonly string[];
}

/** The value of an input; undefined for one that is missing or secret. */
function input(inputs: Inputs, key: string): string | undefined {
  const value = inputs[key];
  return typeof value === "string" ? value : undefined;
}

const nameTag = ({ tags }: Inputs): string | undefined => input((tags ?? {}) as Inputs, "Name");

/** Types of EC2. The resource type is that of tags: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-tags.html */
const IN_EC2: readonly (readonly [type: string, noun: string, resourceType: string, page: string, remove: string])[] = [
  ["vpc:Vpc", "VPC", "vpc", "vpcs", "delete-vpc --vpc-id"],
  ["subnet:Subnet", "subnet", "subnet", "subnets", "delete-subnet --subnet-id"],
  [
    "internetGateway:InternetGateway",
    "internet gateway",
    "internet-gateway",
    "igws",
    "delete-internet-gateway --internet-gateway-id",
  ],
  ["natGateway:NatGateway", "NAT gateway", "natgateway", "NatGateways", "delete-nat-gateway --nat-gateway-id"],
  ["eip:Eip", "Elastic IP address", "elastic-ip", "Addresses", "release-address --allocation-id"],
  ["routeTable:RouteTable", "route table", "route-table", "RouteTables", "delete-route-table --route-table-id"],
  [
    "securityGroup:SecurityGroup",
    "security group",
    "security-group",
    "SecurityGroups",
    "delete-security-group --group-id",
  ],
  ["vpcEndpoint:VpcEndpoint", "VPC endpoint", "vpc-endpoint", "Endpoints", "delete-vpc-endpoints --vpc-endpoint-ids"],
  ["flowLog:FlowLog", "flow log", "vpc-flow-log", "vpcs", "delete-flow-logs --flow-log-ids"],
];

/** Parts of an EKS cluster, whose ID is `cluster:part`. The command of AWS is `describe-<part>` or `delete-<part>`. */
const IN_CLUSTER: readonly (readonly [
  type: string,
  noun: string,
  key: string,
  part: string,
  option: string,
  tab: string,
])[] = [
  ["nodeGroup:NodeGroup", "node group", "nodeGroupName", "nodegroup", "--nodegroup-name", "compute"],
  ["addon:Addon", "EKS add-on", "addonName", "addon", "--addon-name", "add-ons"],
  [
    "fargateProfile:FargateProfile",
    "Fargate profile",
    "fargateProfileName",
    "fargate-profile",
    "--fargate-profile-name",
    "compute",
  ],
  ["accessEntry:AccessEntry", "access entry", "principalArn", "access-entry", "--principal-arn", "access"],
];

/** In a query, this stands for the name. */
const NAME = "{name}";
const inList = (items: string, field: string): string => `${items}[?${field}=='${NAME}'].${field}`;

/** Types whose objects have a name that the inputs contain. The name ends the command `find`, the ID the command `remove`. */
const NAMED: readonly (readonly [
  type: string,
  noun: string,
  page: string,
  find: string,
  query: string,
  remove: string,
])[] = [
  [
    "ec2/launchTemplate:LaunchTemplate",
    "launch template",
    "ec2/home#LaunchTemplates:",
    "ec2 describe-launch-templates --launch-template-names",
    "LaunchTemplates[].LaunchTemplateId",
    "ec2 delete-launch-template --launch-template-id",
  ],
  [
    "eks/cluster:Cluster",
    "EKS cluster",
    `eks/home#/clusters/${NAME}`,
    "eks describe-cluster --name",
    "[cluster.name]",
    "eks delete-cluster --name",
  ],
  [
    "s3/bucket:Bucket",
    "S3 bucket",
    `s3/buckets/${NAME}`,
    "s3api list-buckets --prefix",
    inList("Buckets", "Name"),
    "s3api delete-bucket --bucket",
  ],
  [
    "ecr/repository:Repository",
    "ECR repository",
    "ecr/private-registry/repositories",
    "ecr describe-repositories --repository-names",
    "repositories[].repositoryName",
    "ecr delete-repository --repository-name",
  ],
  [
    "secretsmanager/secret:Secret",
    "secret",
    `secretsmanager/secret?name=${NAME}`,
    "secretsmanager describe-secret --secret-id",
    "[ARN]",
    "secretsmanager delete-secret --secret-id",
  ],
  [
    "iam/role:Role",
    "IAM role",
    `iam/home#/roles/details/${NAME}`,
    "iam get-role --role-name",
    "[Role.RoleName]",
    "iam delete-role --role-name",
  ],
  [
    "iam/instanceProfile:InstanceProfile",
    "instance profile",
    "iam/home#/roles",
    "iam get-instance-profile --instance-profile-name",
    "[InstanceProfile.InstanceProfileName]",
    "iam delete-instance-profile --instance-profile-name",
  ],
  [
    "cloudwatch/logGroup:LogGroup",
    "log group",
    "cloudwatch/home#logsV2:log-groups",
    "logs describe-log-groups --log-group-name-prefix",
    inList("logGroups", "logGroupName"),
    "logs delete-log-group --log-group-name",
  ],
  [
    "cloudwatch/metricAlarm:MetricAlarm",
    "alarm",
    "cloudwatch/home#alarmsV2:",
    "cloudwatch describe-alarms --alarm-names",
    "MetricAlarms[].AlarmName",
    "cloudwatch delete-alarms --alarm-names",
  ],
  [
    "sqs/queue:Queue",
    "SQS queue",
    "sqs/v3/home#/queues",
    "sqs get-queue-url --queue-name",
    "[QueueUrl]",
    "sqs delete-queue --queue-url",
  ],
  [
    "backup/vault:Vault",
    "backup vault",
    "backup/home#/backupvaults",
    "backup describe-backup-vault --backup-vault-name",
    "[BackupVaultName]",
    "backup delete-backup-vault --backup-vault-name",
  ],
];

function ec2Kind(noun: string, resourceType: string, page: string, remove: string): Kind {
  return {
    noun,
    nameOf: nameTag,
    isNameTag: true,
    page: () => `vpcconsole/home#${page}:`,
    find: (name) => [
      ...["ec2", "describe-tags", "--filters", `Name=resource-type,Values=${resourceType}`],
      ...["Name=key,Values=Name", `Name=value,Values=${name}`, "--query", "Tags[].ResourceId"],
    ],
    remove: (id) => ["ec2", ...remove.split(" "), id],
  };
}

function clusterKind(noun: string, key: string, part: string, option: string, tab: string): Kind {
  const split = (id: string): readonly string[] => {
    const [cluster = "", ...rest] = id.split(":");
    return ["--cluster-name", cluster, option, rest.join(":")];
  };
  return {
    noun,
    nameOf: (inputs) => {
      const [cluster, name] = [input(inputs, "clusterName"), input(inputs, key)];
      return cluster === undefined || name === undefined ? undefined : `${cluster}:${name}`;
    },
    page: (id) => `eks/home#/clusters/${id.split(":")[0] ?? ""}?selectedTab=cluster-${tab}-tab`,
    // The answer of AWS has the parts of the ID, and the query puts the ID in their place.
    find: (id) => ["eks", `describe-${part}`, ...split(id), "--query", `['${id}']`],
    remove: (id) => ["eks", `delete-${part}`, ...split(id)],
  };
}

function namedKind(noun: string, page: string, find: string, query: string, remove: string): Kind {
  return {
    noun,
    nameOf: (inputs) => input(inputs, "name") ?? input(inputs, "bucket"),
    page: (name) => page.replace(NAME, name),
    find: (name) => [...find.split(" "), name, "--query", query.replace(NAME, name)],
    remove: (id) => [...remove.split(" "), id],
  };
}

/** Types whose ID AWS chooses, and which are found in a list. */
const LISTED: Readonly<Record<string, Kind>> = {
  "aws:efs/fileSystem:FileSystem": {
    noun: "EFS file system",
    nameOf: nameTag,
    isNameTag: true,
    page: () => "efs/home#/file-systems",
    find: (name) => ["efs", "describe-file-systems", "--query", `FileSystems[?Name=='${name}'].FileSystemId`],
    remove: (id) => ["efs", "delete-file-system", "--file-system-id", id],
  },
  "aws:iam/policy:Policy": {
    noun: "IAM policy",
    nameOf: (inputs) => input(inputs, "name"),
    page: () => "iam/home#/policies",
    find: (name) => ["iam", "list-policies", "--scope=Local", "--query", `Policies[?PolicyName=='${name}'].Arn`],
    remove: (arn) => ["iam", "delete-policy", "--policy-arn", arn],
  },
  "aws:kms/key:Key": {
    noun: "KMS key",
    nameOf: nameTag,
    isNameTag: true,
    page: () => "kms/home#/kms/keys",
    find: (name) => [
      ...["resourcegroupstaggingapi", "get-resources", "--resource-type-filters", "kms:key"],
      ...["--tag-filters", `Key=Name,Values=${name}`, "--query", "ResourceTagMappingList[].ResourceARN"],
    ],
    importId: (arn) => arn.slice(arn.lastIndexOf("/") + 1),
    remove: (id) => ["kms", "schedule-key-deletion", "--key-id", id, "--pending-window-in-days", "30"],
  },
  "aws:kms/alias:Alias": {
    noun: "KMS alias",
    nameOf: (inputs) => input(inputs, "name"),
    page: () => "kms/home#/kms/keys",
    find: (name) => ["kms", "list-aliases", "--query", `Aliases[?AliasName=='${name}'].AliasName`],
    remove: (name) => ["kms", "delete-alias", "--alias-name", name],
  },
  "aws:sns/topic:Topic": {
    noun: "SNS topic",
    nameOf: (inputs) => input(inputs, "name"),
    page: () => "sns/v3/home#/topics",
    find: (name) => ["sns", "list-topics", "--query", `Topics[?ends_with(TopicArn, ':${name}')].TopicArn`],
    remove: (arn) => ["sns", "delete-topic", "--topic-arn", arn],
  },
};

/** The types whose objects this tool finds at AWS. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ...IN_EC2.map(([type, ...rest]) => [`aws:ec2/${type}`, ec2Kind(...rest)] as const),
  ...IN_CLUSTER.map(([type, ...rest]) => [`aws:eks/${type}`, clusterKind(...rest)] as const),
  ...NAMED.map(([type, ...rest]) => [`aws:${type}`, namedKind(...rest)] as const),
  ...Object.entries(LISTED),
]);

/** Settings of another object. AWS keeps one of each, so a repeated create writes it again, and nothing is left over. */
const SETTINGS: readonly RegExp[] = [
  /^aws:s3\/bucket(Policy|Versioning|PublicAccessBlock|OwnershipControls|Logging|ServerSideEncryption|Lifecycle)/,
  /^aws:iam\/(rolePolicyAttachment|rolePolicy):/,
  /^aws:(sqs\/queuePolicy|ecr\/lifecyclePolicy|efs\/fileSystemPolicy|autoscaling\/tag|ec2\/tag):/,
  /^aws:ec2\/(vpcEndpointRouteTableAssociation|default\w+):/,
];

export function isSetting(type: string): boolean {
  return SETTINGS.some((pattern) => pattern.test(type));
}
