import { type Props, UNKNOWN } from "../../../policy/props";
import type { ResourceRule } from "../../../policy/rule";
import { rules } from "../../../policy/rules";
import { TODAY } from "../../support/stack-files";
import { KARPENTER_CASES } from "./karpenter-cases";
import { type Case, STORAGE_CASES } from "./storage-cases";

const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ALLOW_ALL = JSON.stringify({ Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] });
const ALLOW_S3 = JSON.stringify({ Statement: [{ Sid: "S3", Effect: "Allow", Action: ["s3:*"], Resource: "arn" }] });
const ALLOW_ONE = JSON.stringify({ Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } });
const ALLOW_EVERYONE = JSON.stringify({ Statement: [{ Sid: "E", Effect: "Allow", Principal: { AWS: "*" } }] });

const CASES: readonly Case[] = [
  ...STORAGE_CASES,
  ...KARPENTER_CASES,
  {
    rule: "no-world-open-ingress",
    type: INGRESS_RULE,
    good: [
      { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      { cidrIpv6: "::/0", ipProtocol: "tcp", fromPort: 80, toPort: 80 },
      { cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 22, toPort: 22 },
      { referencedSecurityGroupId: "sg-1", ipProtocol: "-1" },
      { cidrIpv4: UNKNOWN, ipProtocol: "tcp", fromPort: 22, toPort: 22 },
      { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: UNKNOWN, toPort: UNKNOWN },
    ],
    bad: [
      [{ cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 }, "opens tcp 22-22 to 0.0.0.0/0"],
      [{ cidrIpv6: "::/0", ipProtocol: "tcp", fromPort: 3389, toPort: 3389 }, "opens tcp 3389-3389 to ::/0"],
      [{ cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 80, toPort: 443 }, "opens tcp 80-443 to 0.0.0.0/0"],
      [{ cidrIpv4: "0.0.0.0/0", ipProtocol: "udp", fromPort: 443, toPort: 443 }, "opens udp 443-443 to 0.0.0.0/0"],
      [{ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" }, "opens all ports to 0.0.0.0/0"],
    ],
  },
  {
    rule: "no-world-open-ingress",
    type: GROUP_RULE,
    good: [{ type: "egress", cidrBlocks: ["0.0.0.0/0"], protocol: "-1", fromPort: 0, toPort: 0 }],
    bad: [
      [
        {
          type: "ingress",
          cidrBlocks: ["0.0.0.0/0"],
          ipv6CidrBlocks: ["::/0"],
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
        },
        "opens tcp 22-22 to 0.0.0.0/0, ::/0; only tcp 80 and 443 may be open to the internet",
      ],
    ],
  },
  {
    rule: "no-world-open-ingress",
    type: GROUP,
    good: [{}, { ingress: UNKNOWN }, { ingress: [{ self: true, protocol: "-1", fromPort: 0, toPort: 0 }] }],
    bad: [
      [
        { ingress: [UNKNOWN, { cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 5432, toPort: 5432 }] },
        "opens tcp 5432-5432 to 0.0.0.0/0",
      ],
    ],
  },
  {
    rule: "default-security-group-empty",
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    good: [{ vpcId: "vpc-1" }, { ingress: [], egress: [] }, { ingress: UNKNOWN }],
    bad: [
      [{ ingress: [{ self: true }] }, "has ingress rules"],
      [{ egress: [{ cidrBlocks: ["0.0.0.0/0"] }] }, "has egress rules"],
    ],
  },
  {
    rule: "no-public-ip-on-launch",
    type: "aws:ec2/subnet:Subnet",
    good: [{}, { mapPublicIpOnLaunch: false }, { mapPublicIpOnLaunch: UNKNOWN }],
    bad: [[{ mapPublicIpOnLaunch: true }, "set mapPublicIpOnLaunch to false"]],
  },
  {
    rule: "kms-rotation",
    type: "aws:kms/key:Key",
    good: [
      { enableKeyRotation: true },
      { enableKeyRotation: UNKNOWN },
      { customerMasterKeySpec: "RSA_4096" },
      { customerMasterKeySpec: UNKNOWN },
    ],
    bad: [
      [{}, "set enableKeyRotation to true"],
      [{ customerMasterKeySpec: "SYMMETRIC_DEFAULT", enableKeyRotation: false }, "does not rotate"],
    ],
  },
  {
    rule: "kms-lockout-check",
    type: "aws:kms/key:Key",
    good: [{}, { bypassPolicyLockoutSafetyCheck: false }],
    bad: [[{ bypassPolicyLockoutSafetyCheck: true }, "remove bypassPolicyLockoutSafetyCheck"]],
  },
  {
    rule: "no-public-principal",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    good: [{ policy: UNKNOWN }, { policy: ALLOW_ONE }],
    bad: [[{ policy: ALLOW_EVERYONE }, 'Statement "E" allows all principals']],
  },
  {
    rule: "iam-no-administrator",
    type: "aws:iam/policy:Policy",
    good: [{ policy: ALLOW_ONE }, { policy: ALLOW_S3 }, { policy: UNKNOWN }],
    bad: [[{ policy: ALLOW_ALL }, "allows * on *"]],
  },
  {
    rule: "iam-no-administrator",
    type: "aws:iam/role:Role",
    good: [{ assumeRolePolicy: ALLOW_ONE }, { inlinePolicies: UNKNOWN }, { inlinePolicies: [{ policy: UNKNOWN }] }],
    bad: [[{ inlinePolicies: [{ policy: ALLOW_ONE }, { policy: ALLOW_ALL }] }, "allows * on *"]],
  },
  {
    rule: "iam-no-administrator",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    good: [{ policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" }, { policyArn: UNKNOWN }],
    bad: [[{ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }, "has AdministratorAccess"]],
  },
  {
    rule: "iam-no-service-wide-actions",
    type: "aws:iam/rolePolicy:RolePolicy",
    good: [{ policy: ALLOW_ONE }, { policy: UNKNOWN }, { policy: ALLOW_ALL }],
    bad: [[{ policy: ALLOW_S3 }, 'Statement "S3" allows s3:*; list the actions']],
  },
  {
    rule: "iam-no-service-wide-actions",
    type: "aws:iam/policy:Policy",
    good: [{ path: "/boundary/", policy: ALLOW_S3 }],
    bad: [[{ path: "/", policy: ALLOW_S3 }, 'Statement "S3" allows s3:*; list the actions']],
  },
  {
    rule: "iam-boundaries-unattached",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    good: [{ policyArn: "arn:aws:iam::111122223333:policy/reads" }, { policyArn: UNKNOWN }],
    bad: [[{ policyArn: "arn:aws:iam::111122223333:policy/boundary/shop" }, "is a permissions boundary"]],
  },
  {
    rule: "iam-no-users",
    type: "aws:iam/accessKey:AccessKey",
    good: [],
    bad: [[{ user: UNKNOWN }, "long-lived credentials"]],
  },
  {
    rule: "launch-template-imdsv2",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: [{ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }, { metadataOptions: UNKNOWN }],
    bad: [
      [{ metadataOptions: { httpTokens: "required" } }, "set metadataOptions.httpPutResponseHopLimit to 1"],
      [{ metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 1 } }, "IMDSv2 is not required"],
    ],
  },
  {
    rule: "launch-template-encrypted-volumes",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: [
      {},
      { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }] },
      { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: UNKNOWN } }] },
      { blockDeviceMappings: [{ deviceName: "/dev/xvdb", virtualName: "ephemeral0" }] },
    ],
    bad: [
      [
        { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50 } }] },
        "The volume /dev/xvda is not encrypted",
      ],
    ],
  },
  {
    rule: "launch-template-no-public-ip",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: [{}, { networkInterfaces: [{ associatePublicIpAddress: "false" }] }, { networkInterfaces: UNKNOWN }],
    bad: [[{ networkInterfaces: [{ associatePublicIpAddress: "true" }] }, "public IP address"]],
  },
  {
    rule: "eks-endpoint-not-open",
    type: "aws:eks/cluster:Cluster",
    good: [
      { vpcConfig: { endpointPublicAccess: false } },
      { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["198.51.100.0/24"] } },
      { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: UNKNOWN } },
      { vpcConfig: UNKNOWN },
    ],
    bad: [
      [{ vpcConfig: {} }, "open to the internet"],
      [{ vpcConfig: { publicAccessCidrs: [] } }, "open to the internet"],
      [{ vpcConfig: { publicAccessCidrs: ["198.51.100.0/24", "0.0.0.0/0"] } }, "is open to 0.0.0.0/0"],
    ],
  },
  {
    rule: "eks-version-stated",
    type: "aws:eks/cluster:Cluster",
    good: [
      { version: "1.35", upgradePolicy: { supportType: "STANDARD" } },
      { version: UNKNOWN, upgradePolicy: UNKNOWN },
    ],
    bad: [
      [{ upgradePolicy: { supportType: "STANDARD" } }, "set version"],
      [{ version: "1.35" }, "set upgradePolicy.supportType"],
    ],
  },
  {
    rule: "eks-version-supported",
    type: "aws:eks/cluster:Cluster",
    good: [
      { version: "1.35", upgradePolicy: { supportType: "STANDARD" } },
      { version: "1.33", upgradePolicy: { supportType: "EXTENDED" } },
      { version: "1.33", upgradePolicy: UNKNOWN },
      {},
    ],
    bad: [
      [{ version: "1.33", upgradePolicy: { supportType: "STANDARD" } }, "Kubernetes 1.33: Standard support ended"],
      [{ version: "1.2" }, "does not know this Kubernetes version"],
    ],
  },
  {
    rule: "eks-audit-log",
    type: "aws:eks/cluster:Cluster",
    good: [{ enabledClusterLogTypes: ["api", "audit"] }, { enabledClusterLogTypes: UNKNOWN }],
    bad: [
      [{}, "The audit log is off"],
      [{ enabledClusterLogTypes: ["api"] }, "add audit to enabledClusterLogTypes"],
    ],
  },
  {
    rule: "eks-access-entries",
    type: "aws:eks/cluster:Cluster",
    good: [{ accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false } }],
    bad: [
      [{ accessConfig: { authenticationMode: "API" } }, "The creator becomes cluster-admin"],
      [
        { accessConfig: { authenticationMode: "API_AND_CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: false } },
        "The aws-auth ConfigMap grants access",
      ],
    ],
  },
  {
    rule: "eks-nodes-no-ssh",
    type: "aws:eks/nodeGroup:NodeGroup",
    good: [{}, { remoteAccess: UNKNOWN }],
    bad: [[{ remoteAccess: { ec2SshKey: "k" } }, "remove remoteAccess"]],
  },
  {
    rule: "log-group-retention",
    type: "aws:cloudwatch/logGroup:LogGroup",
    good: [{ retentionInDays: 30 }, { retentionInDays: UNKNOWN }],
    bad: [
      [{}, "Logs never expire"],
      [{ retentionInDays: 0 }, "set retentionInDays"],
    ],
  },
];

function resourceRule(name: string): ResourceRule {
  const found = rules.find((rule) => rule.name === name);
  if (found === undefined || !("types" in found)) throw new Error(`there is no resource rule ${name}`);
  return found;
}

beforeAll(() => {
  // The support of Kubernetes versions ends.
  jest.useFakeTimers({ now: TODAY });
});

afterAll(() => {
  jest.useRealTimers();
});

describe.each(CASES)("$rule on $type", ({ rule, type, good, bad }) => {
  it("checks the type", () => {
    expect(resourceRule(rule).types).toContain(type);
  });

  it("accepts resources that satisfy it, and unknown values", () => {
    expect(good.flatMap((props) => resourceRule(rule).violations(props, type))).toEqual([]);
  });

  it.each(bad)("%j is a violation", (props, message) => {
    expect(resourceRule(rule).violations(props, type)).toEqual([expect.stringContaining(message)]);
  });
});

describe("the resource rules", () => {
  it("accept a resource whose properties are all unknown", () => {
    const everything = new Proxy({}, { get: () => UNKNOWN }) as Props;
    const spoke = rules.flatMap((rule) => {
      if (!("types" in rule) || rule.name === "iam-no-users") return [];
      return rule.types.flatMap((type) => rule.violations(everything, type).map((text) => `${rule.name}: ${text}`));
    });
    expect(spoke).toEqual([]);
  });
});
