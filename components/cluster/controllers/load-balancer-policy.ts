import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";

const OWN = "elbv2.k8s.aws/cluster";
const LOAD_BALANCERS = [
  "arn:aws:elasticloadbalancing:*:*:loadbalancer/net/*/*",
  "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*/*",
];
const TARGET_GROUPS = ["arn:aws:elasticloadbalancing:*:*:targetgroup/*/*"];
const LISTENERS = [
  "listener/net/*/*/*",
  "listener/app/*/*/*",
  "listener-rule/net/*/*/*",
  "listener-rule/app/*/*/*",
].map((resource) => `arn:aws:elasticloadbalancing:*:*:${resource}`);

/** `false`: the tag exists. The controller sets it on every resource that it creates. */
const onOwn = { Null: { [`aws:ResourceTag/${OWN}`]: "false" } };
const asOwn = { Null: { [`aws:RequestTag/${OWN}`]: "false" } };
/** Other tags of its own resources, but not the tag by which it recognizes them. */
const retagOwn = { Null: { [`aws:RequestTag/${OWN}`]: "true", [`aws:ResourceTag/${OWN}`]: "false" } };

/**
 * The controller's permissions as its project publishes them for release 3, without those for AWS WAF Classic, which AWS
 * has shut down and the chart's values switch off:
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export function loadBalancerPolicy(): string {
  return policyDocument([
    allow("MakeServiceLinkedRole", ["iam:CreateServiceLinkedRole"], "*", {
      StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" },
    }),
    allow("SeeNetworkAndLoadBalancers", READS, "*"),
    allow("AttachCertificatesAndProtection", CERTIFICATES_AND_PROTECTION, "*"),
    allow(
      "OpenNodesToLoadBalancers",
      actions("ec2", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
      "*",
    ),
    allow("MakeSecurityGroups", ["ec2:CreateSecurityGroup"], "*"),
    allow("TagSecurityGroupsItMakes", ["ec2:CreateTags"], "arn:aws:ec2:*:*:security-group/*", {
      StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" },
      ...asOwn,
    }),
    allow(
      "RetagOwnSecurityGroups",
      actions("ec2", "CreateTags", "DeleteTags"),
      "arn:aws:ec2:*:*:security-group/*",
      retagOwn,
    ),
    allow("DeleteOwnSecurityGroups", ["ec2:DeleteSecurityGroup"], "*", onOwn),
    allow("MakeLoadBalancers", elb("CreateLoadBalancer", "CreateTargetGroup"), "*", asOwn),
    allow("MakeListeners", elb("CreateListener", "DeleteListener", "CreateRule", "DeleteRule"), "*"),
    allow("RetagOwn", elb("AddTags", "RemoveTags"), [...TARGET_GROUPS, ...LOAD_BALANCERS], retagOwn),
    allow("TagListeners", elb("AddTags", "RemoveTags"), LISTENERS),
    allow("ChangeOwn", elb(...CHANGES), "*", onOwn),
    allow("TagWhatItMakes", elb("AddTags"), [...TARGET_GROUPS, ...LOAD_BALANCERS], {
      StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
      ...asOwn,
    }),
    allow("RegisterTargets", elb("RegisterTargets", "DeregisterTargets"), TARGET_GROUPS),
    allow("ChangeListeners", elb(...LISTENER_CHANGES), "*"),
  ]);
}

const READS = [
  ...actions(
    "ec2",
    "DescribeAccountAttributes",
    "DescribeAddresses",
    "DescribeAvailabilityZones",
    "DescribeCoipPools",
    "DescribeInstances",
    "DescribeInternetGateways",
    "DescribeIpamPools",
    "DescribeNetworkInterfaces",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeTags",
    "DescribeVpcPeeringConnections",
    "DescribeVpcs",
    "GetCoipPoolUsage",
    "GetSecurityGroupsForVpc",
  ),
  ...elb(
    "DescribeCapacityReservation",
    "DescribeListenerAttributes",
    "DescribeListenerCertificates",
    "DescribeListeners",
    "DescribeLoadBalancerAttributes",
    "DescribeLoadBalancers",
    "DescribeRules",
    "DescribeSSLPolicies",
    "DescribeTags",
    "DescribeTargetGroupAttributes",
    "DescribeTargetGroups",
    "DescribeTargetHealth",
    "DescribeTrustStores",
  ),
];

const CERTIFICATES_AND_PROTECTION = [
  "cognito-idp:DescribeUserPoolClient",
  ...actions("acm", "ListCertificates", "DescribeCertificate"),
  ...actions("iam", "ListServerCertificates", "GetServerCertificate"),
  ...actions("wafv2", "GetWebACL", "GetWebACLForResource", "AssociateWebACL", "DisassociateWebACL"),
  ...actions("shield", "GetSubscriptionState", "DescribeProtection", "CreateProtection", "DeleteProtection"),
];

const CHANGES = [
  "ModifyLoadBalancerAttributes",
  "SetIpAddressType",
  "SetSecurityGroups",
  "SetSubnets",
  "DeleteLoadBalancer",
  "ModifyTargetGroup",
  "ModifyTargetGroupAttributes",
  "DeleteTargetGroup",
  "ModifyListenerAttributes",
  "ModifyCapacityReservation",
  "ModifyIpPools",
];

const LISTENER_CHANGES = [
  "SetWebAcl",
  "ModifyListener",
  "AddListenerCertificates",
  "RemoveListenerCertificates",
  "ModifyRule",
  "SetRulePriorities",
];

function elb(...names: readonly string[]): string[] {
  return actions("elasticloadbalancing", ...names);
}

function actions(service: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: NonNullable<PolicyStatement["Condition"]>,
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
