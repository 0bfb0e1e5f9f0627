import { classifyDrift, mostUrgent } from "../../../../domain/drift/drift-classes";

describe("the class of drift", () => {
  it.each([
    ["aws:eks/nodeGroup:NodeGroup", "scalingConfig.desiredSize", "expected"],
    ["kubernetes:apps/v1:Deployment", "spec.replicas", "expected"],
    ["kubernetes:karpenter.sh/v1:NodePool", "status.resources", "expected"],
    ["aws:ec2/subnet:Subnet", 'tags["kubernetes.io/cluster/groundwork-dev"]', "expected"],
    ["aws:acm/certificate:Certificate", "status", "expected"],
    ["aws:acm/certificate:Certificate", "renewalSummaries[0].renewalStatus", "expected"],
    ["aws:ec2/vpc:Vpc", 'tagsAll["aws:cloudformation:stack-name"]', "expected"],

    ["aws:iam/role:Role", "maxSessionDuration", "security"],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", undefined, "security"],
    ["aws:ec2/securityGroupRule:SecurityGroupRule", "cidrBlocks[0]", "security"],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", undefined, "security"],
    ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "ingress[0].fromPort", "security"],
    ["aws:ec2/route:Route", "gatewayId", "security"],
    ["aws:ec2/subnet:Subnet", "mapPublicIpOnLaunch", "security"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpTokens", "security"],
    ["aws:eks/cluster:Cluster", "vpcConfig.publicAccessCidrs[0]", "security"],
    ["aws:eks/cluster:Cluster", "enabledClusterLogTypes[1]", "security"],
    ["aws:eks/accessEntry:AccessEntry", undefined, "security"],
    ["aws:route53/record:Record", "records[0]", "security"],
    ["aws:route53/zone:Zone", undefined, "security"],
    ["aws:acm/certificate:Certificate", undefined, "security"],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "blockPublicAcls", "security"],
    ["aws:s3/bucketPolicy:BucketPolicy", undefined, "security"],
    ["aws:sqs/queue:Queue", "policy", "security"],
    ["aws:kms/key:Key", "enableKeyRotation", "security"],
    ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", "subjects[0].name", "security"],
    ["kubernetes:core/v1:Namespace", 'metadata.labels["pod-security.kubernetes.io/enforce"]', "security"],
    // A security group does not become harmless because its description differs.
    ["aws:ec2/securityGroup:SecurityGroup", "description", "security"],

    ["aws:eks/nodeGroup:NodeGroup", "instanceTypes[0]", "cost"],
    ["aws:eks/nodeGroup:NodeGroup", "scalingConfig.maxSize", "cost"],
    ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays", "cost"],
    ["aws:ec2/natGateway:NatGateway", undefined, "cost"],
    ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "rules[0].status", "cost"],
    ["kubernetes:karpenter.sh/v1:NodePool", "spec.limits.cpu", "cost"],

    ["aws:s3/bucket:Bucket", "tags.owner", "harmless"],
    ["aws:iam/role:Role", "tagsAll.owner", "harmless"],
    ["kubernetes:core/v1:ConfigMap", "metadata.labels.app", "harmless"],

    ["aws:ec2/vpc:Vpc", "enableDnsHostnames", "other"],
    ["aws:ec2/subnet:Subnet", undefined, "other"],
    ["kubernetes:core/v1:ConfigMap", "data.key", "other"],
  ])("of %s, %s is %s", (type, path, expected) => {
    expect(classifyDrift({ type, ...(path === undefined ? {} : { path }) }).class).toBe(expected);
  });

  it("of a resource is the most urgent one of its properties", () => {
    expect(mostUrgent(["expected", "cost", "harmless"])).toBe("cost");
    expect(mostUrgent(["other", "security"])).toBe("security");
  });

  it("has a reason", () => {
    expect(classifyDrift({ type: "aws:ec2/subnet:Subnet" }).reason).toBe("The resource was deleted outside of Pulumi.");
  });
});
