import { hostedZonesPolicy, ipv6CniPolicy, mountedBucketsPolicy } from "../../../../domain/cluster/addons/policies";
import { loadBalancerPolicy } from "../../../../components/cluster/controllers/load-balancer-policy";
import { secretsPolicy } from "../../../../components/cluster/controllers/secrets-policy";

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Record<string, Record<string, string | readonly string[]>>;
}

const PLACE = { clusterName: "groundwork-prod", accountId: "111122223333", region: "eu-west-1" };
const DATA = "arn:aws:s3:::groundwork-prod-data-111122223333-eu-west-1";
const EXPORTS = "arn:aws:s3:::groundwork-prod-exports-111122223333-eu-west-1";

function statementsOf(document: string): readonly Statement[] {
  return (JSON.parse(document) as { Statement: Statement[] }).Statement;
}

function actionsOn(document: string, resource: string): string[] {
  return statementsOf(document)
    .filter(({ Resource }) => [Resource].flat().includes(resource))
    .flatMap(({ Action }) => Action)
    .sort();
}

describe("the IAM policy for buckets that pods mount", () => {
  const policy = mountedBucketsPolicy(PLACE, { data: "read-only", exports: "read-write" });

  it("allows listing and reading a read-only bucket", () => {
    expect(actionsOn(policy, DATA)).toEqual(["s3:ListBucket"]);
    expect(actionsOn(policy, `${DATA}/*`)).toEqual(["s3:GetObject"]);
  });

  it("allows writing and deleting objects of a read-write bucket, too", () => {
    expect(actionsOn(policy, `${EXPORTS}/*`)).toEqual([
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:PutObject",
    ]);
  });

  it("contains no wildcard in the name of a bucket", () => {
    const resources = statementsOf(policy).flatMap(({ Resource }) => Resource);
    expect(resources.filter((arn) => arn.startsWith("arn:aws:s3") && /\*./.test(arn))).toEqual([]);
  });

  it("allows the use of KMS keys through S3 only, and encryption for read-write buckets only", () => {
    const keys = statementsOf(policy).filter(({ Action }) => [Action].flat().some((name) => name.startsWith("kms:")));
    expect(keys).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: "arn:aws:kms:eu-west-1:111122223333:key/*",
        Condition: {
          StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
          StringLike: { "kms:EncryptionContext:aws:s3:arn": [DATA, `${DATA}/*`, EXPORTS, `${EXPORTS}/*`] },
        },
      },
      expect.objectContaining({
        Action: ["kms:GenerateDataKey"],
        Condition: expect.objectContaining({
          StringLike: { "kms:EncryptionContext:aws:s3:arn": [EXPORTS, `${EXPORTS}/*`] },
        }) as unknown,
      }),
    ]);
  });

  it("allows no writing if all buckets are read-only", () => {
    const actions = statementsOf(mountedBucketsPolicy(PLACE, { data: "read-only" })).flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual(["kms:Decrypt", "s3:GetObject", "s3:ListBucket"]);
  });
});

describe("the IAM policy of the CNI of an IPv6 cluster", () => {
  const policy = ipv6CniPolicy(PLACE);
  const interfaces = "arn:aws:ec2:eu-west-1:111122223333:network-interface/*";

  it("allows assigning addresses to network interfaces of the account and tagging them, and no other change", () => {
    expect(actionsOn(policy, interfaces)).toEqual(["ec2:AssignIpv6Addresses", "ec2:CreateTags"]);
    expect(actionsOn(policy, "*").filter((action) => !action.startsWith("ec2:Describe"))).toEqual([]);
  });

  it("allows describing subnets and security groups, without which the CNI does not start (terraform-aws-modules/terraform-aws-eks#3747)", () => {
    expect(actionsOn(policy, "*")).toEqual([
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeInstances",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeTags",
    ]);
  });
});

describe("the IAM policy for hosted zones", () => {
  it("allows changing records of the configured zones, and only listing other zones", () => {
    expect(statementsOf(hostedZonesPolicy(["Z1", "Z2"]))).toEqual([
      {
        Effect: "Allow",
        Action: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
        Resource: ["arn:aws:route53:::hostedzone/Z1", "arn:aws:route53:::hostedzone/Z2"],
      },
      { Effect: "Allow", Action: "route53:ListHostedZones", Resource: "*" },
    ]);
  });
});

describe("the IAM policy for secrets", () => {
  const [read, decrypt, ...others] = statementsOf(secretsPolicy({ ...PLACE, prefix: "groundwork-prod/" }));
  const secrets = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:groundwork-prod/*";

  it("allows reading secrets with the prefix, and no writing", () => {
    expect(others).toEqual([]);
    expect(read?.Resource).toBe(secrets);
    expect([read?.Action].flat().filter((action) => !/:(Get|Describe|List)/.test(String(action)))).toEqual([]);
  });

  it("allows decrypting only those secrets, with any KMS key", () => {
    expect(decrypt?.Condition).toEqual({
      StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" },
      StringLike: { "kms:EncryptionContext:SecretARN": secrets },
    });
  });
});

describe("the IAM policy of the load balancer controller", () => {
  const statements = statementsOf(loadBalancerPolicy());
  const own = (sid: string): unknown => statements.find(({ Sid }) => Sid === sid)?.Condition?.["Null"];

  it.each(["ChangeOwn", "DeleteOwnSecurityGroups"])(
    "allows changes and deletions only of resources with the tag of the cluster: %s",
    (sid) => {
      expect(own(sid)).toEqual({ "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" });
    },
  );

  it.each(["MakeLoadBalancers", "TagSecurityGroupsItMakes", "TagWhatItMakes"])(
    "allows creation only of resources with that tag: %s",
    (sid) => {
      expect(own(sid)).toEqual({ "aws:RequestTag/elbv2.k8s.aws/cluster": "false" });
    },
  );

  it.each(["RetagOwn", "RetagOwnSecurityGroups"])("does not allow removing that tag: %s", (sid) => {
    expect(own(sid)).toEqual({
      "aws:RequestTag/elbv2.k8s.aws/cluster": "true",
      "aws:ResourceTag/elbv2.k8s.aws/cluster": "false",
    });
  });

  it("allows deletion without that tag only of listeners, rules and Shield protections, which have no tags", () => {
    const deletions = statements
      .filter(({ Condition }) => Condition === undefined)
      .flatMap(({ Action }) => Action)
      .filter((action) => action.includes(":Delete"));
    expect(deletions.sort()).toEqual([
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:DeleteRule",
      "shield:DeleteProtection",
    ]);
  });

  it("fits into the 10,240 characters of inline policies of a role", () => {
    expect(loadBalancerPolicy().length).toBeLessThan(10_240);
  });
});
