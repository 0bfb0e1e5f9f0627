/** Modules of the Pulumi provider whose name is no part of the Terraform type: `aws:ec2/subnet:Subnet` is `aws_subnet`. */
const UNNAMED_MODULES: ReadonlySet<string> = new Set(["ec2", "vpc", "ebs", "lb"]);

/** Terraform types that differ from the rule, as the import sections of the provider's documentation name them. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "aws:autoscaling/tag:Tag": "aws_autoscaling_group_tag",
  "aws:cfg/recorder:Recorder": "aws_config_configuration_recorder",
  "aws:cfg/recorderStatus:RecorderStatus": "aws_config_configuration_recorder_status",
  "aws:cfg/deliveryChannel:DeliveryChannel": "aws_config_delivery_channel",
  "aws:cfg/rule:Rule": "aws_config_config_rule",
  "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
  "aws:ebs/encryptionByDefault:EncryptionByDefault": "aws_ebs_encryption_by_default",
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": "aws_ebs_snapshot_block_public_access",
  "aws:ebs/volume:Volume": "aws_ebs_volume",
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": "aws_ec2_image_block_public_access",
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": "aws_ec2_instance_metadata_defaults",
  "aws:ec2/tag:Tag": "aws_ec2_tag",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": "aws_ec2_transit_gateway_vpc_attachment",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "aws_iam_openid_connect_provider",
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "aws_s3_bucket_replication_configuration",
  "aws:s3/inventory:Inventory": "aws_s3_bucket_inventory",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "aws_vpc_security_group_egress_rule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "aws_vpc_security_group_ingress_rule",
};

/** Blocks whose name is singular in Terraform and plural in Pulumi. All other names differ in their spelling only. */
const SINGULAR_BLOCKS: Readonly<Record<string, string>> = {
  advancedEventSelectors: "advanced_event_selector",
  conditions: "condition",
  encryptionConfigurations: "encryption_configuration",
  fieldSelectors: "field_selector",
  noncurrentVersionTransitions: "noncurrent_version_transition",
  notifications: "notification",
  podIdentityAssociations: "pod_identity_association",
  routes: "route",
  rules: "rule",
  taints: "taint",
  transitions: "transition",
};

/** Properties that are maps in Terraform; every other object is a block, which a plan writes as a list. */
const MAPS: ReadonlySet<string> = new Set([
  "defaultTags",
  "dimensions",
  "inputParameters",
  "labels",
  "tags",
  "tagsAll",
]);

/** The Terraform type of a resource of the AWS provider; undefined for components and resources of other providers. */
export function terraformType(type: string): string | undefined {
  const [, module, name] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
  if (module === undefined || name === undefined) return undefined;
  const prefix = UNNAMED_MODULES.has(module) ? [] : [snakeCase(module)];
  return EXCEPTIONS[type] ?? ["aws", ...prefix, snakeCase(name)].join("_");
}

export function terraformName(property: string): string {
  return SINGULAR_BLOCKS[property] ?? snakeCase(property);
}

/** The inputs of a resource as the values of a Terraform plan. */
export function terraformValues(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(inputs).filter(([property]) => !property.startsWith("__"));
  return Object.fromEntries(
    entries.map(([property, value]) => [terraformName(property), terraformValue(property, value)]),
  );
}

function terraformValue(property: string, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((element: unknown) => (isRecord(element) ? terraformValues(element) : element));
  if (!isRecord(value) || MAPS.has(property)) return value;
  return [terraformValues(value)];
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, index: number) => `${index === 0 ? "" : "_"}${letter.toLowerCase()}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
