import { LAUNCHED } from "../../../domain/tags/fan-out";
import type { StackResource } from "../../../policy/rule";

/** Type and properties of resources, by logical name. */
export type Resources = Readonly<Record<string, readonly [type: string, props: StackResource["props"]]>>;

const ACCOUNT = "111122223333";

/** The cluster, its nodes and Kubernetes objects, and the settings of the account in the good stack. */
export const clusterResources = (tags: Readonly<Record<string, string>>): Resources => ({
  // Cluster
  cluster: [
    "aws:eks/cluster:Cluster",
    {
      name: "shop-prod",
      version: "1.35",
      upgradePolicy: { supportType: "STANDARD" },
      vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false },
      encryptionConfig: { provider: { keyArn: "arn:aws:kms:::key/1" } },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      deletionProtection: true,
    },
  ],
  "cluster-logs": [
    "aws:cloudwatch/logGroup:LogGroup",
    { retentionInDays: 365, kmsKeyId: "arn:aws:kms:::key/1", deletionProtectionEnabled: true },
  ],
  "cluster-agent": ["aws:eks/addon:Addon", { clusterName: "shop-prod", addonName: "eks-pod-identity-agent" }],
  "cluster-cni": [
    "aws:eks/addon:Addon",
    {
      clusterName: "shop-prod",
      addonName: "vpc-cni",
      configurationValues: JSON.stringify({
        enableNetworkPolicy: "true",
        env: { ADDITIONAL_ENI_TAGS: JSON.stringify(tags) },
      }),
    },
  ],
  "cluster-deployer": [
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    {
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    },
  ],
  nodes: [
    "aws:eks/nodeGroup:NodeGroup",
    {
      clusterName: "shop-prod",
      nodeRoleArn: `arn:aws:iam::${ACCOUNT}:role/nodes`,
      subnetIds: ["subnet-a", "subnet-b"],
      instanceTypes: ["m7g.large", "m6g.large"],
      capacityType: "ON_DEMAND",
      launchTemplate: { id: "lt-1", version: "1" },
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 4 },
    },
  ],
  "nodes-template": [
    "aws:ec2/launchTemplate:LaunchTemplate",
    {
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
      networkInterfaces: [{ associatePublicIpAddress: "false" }],
      tagSpecifications: LAUNCHED.map((resourceType) => ({ resourceType, tags })),
    },
  ],
  ...Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]): [string, Resources[string]][] => [
      [`nodes-tag-${key}`, ["aws:autoscaling/tag:Tag", { tag: { key, value, propagateAtLaunch: false } }]],
      [`cluster-tag-${key}`, ["aws:ec2/tag:Tag", { key, value }]],
    ]),
  ),
  "node-class": [
    "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    {
      spec: {
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true } }],
        associatePublicIPAddress: false,
        tags,
      },
    },
  ],
  // Kubernetes
  namespace: [
    "kubernetes:core/v1:Namespace",
    { metadata: { name: "api", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
  ],
  "namespace-deny": [
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    { metadata: { name: "default-deny", namespace: "api" }, spec: { podSelector: {} } },
  ],
  "namespace-account": [
    "kubernetes:core/v1:ServiceAccountPatch",
    { metadata: { name: "default", namespace: "api" }, automountServiceAccountToken: false },
  ],
  workload: ["kubernetes:apps/v1:Deployment", { metadata: { name: "api", namespace: "api" } }],
  ingress: [
    "kubernetes:networking.k8s.io/v1:Ingress",
    {
      metadata: {
        name: "api",
        namespace: "api",
        annotations: {
          "alb.ingress.kubernetes.io/load-balancer-attributes": "routing.http.drop_invalid_header_fields.enabled=true",
        },
      },
      spec: { ingressClassName: "alb" },
    },
  ],
  // Account
  "account-buckets": [
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
  ],
  "account-volumes": ["aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: true }],
  "account-snapshots": ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state: "block-all-sharing" }],
  "account-images": ["aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", { state: "block-new-sharing" }],
  "account-metadata": ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens: "required" }],
  "account-documents": [
    "aws:ssm/serviceSetting:ServiceSetting",
    {
      settingId: `arn:aws:ssm:eu-west-1:${ACCOUNT}:servicesetting/ssm/documents/console/public-sharing-permission`,
      settingValue: "Disable",
    },
  ],
  trail: [
    "aws:cloudtrail/trail:Trail",
    {
      isMultiRegionTrail: true,
      kmsKeyId: "arn:aws:kms:::key/1",
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: "arn:aws:logs:::log-group:trail:*",
      advancedEventSelectors: [{ fieldSelectors: [{ field: "resources.type", equals: ["AWS::S3::Object"] }] }],
    },
  ],
  "trail-events": [
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    {
      pattern:
        '"Root" AccessDenied MFAUsed PutRolePolicy StopLogging Failed authentication ScheduleKeyDeletion PutBucketPolicy PutConfigurationRecorder',
    },
  ],
  "trail-changes": [
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    { pattern: "AuthorizeSecurityGroupIngress CreateNetworkAcl AttachInternetGateway CreateRoute CreateVpc" },
  ],
  "web-acl": [
    "aws:wafv2/webAcl:WebAcl",
    { rules: [{ name: "rate-limit", visibilityConfig: { cloudwatchMetricsEnabled: true } }] },
  ],
  recorder: ["aws:cfg/recorder:Recorder", { recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } }],
  detector: ["aws:guardduty/detector:Detector", { id: "d-1", enable: true }],
  "detector-logs": [
    "aws:guardduty/detectorFeature:DetectorFeature",
    { detectorId: "d-1", name: "EKS_AUDIT_LOGS", status: "ENABLED" },
  ],
  "detector-runtime": [
    "aws:guardduty/detectorFeature:DetectorFeature",
    { detectorId: "d-1", name: "RUNTIME_MONITORING", status: "ENABLED" },
  ],
});
