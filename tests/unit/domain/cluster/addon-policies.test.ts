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

describe("the rights on buckets that pods mount", () => {
  const policy = mountedBucketsPolicy(PLACE, { data: "read-only", exports: "read-write" });

  it("let a read-only bucket be listed and read", () => {
    expect(actionsOn(policy, DATA)).toEqual(["s3:ListBucket"]);
    expect(actionsOn(policy, `${DATA}/*`)).toEqual(["s3:GetObject"]);
  });

  it("let a read-write bucket be written too", () => {
    expect(actionsOn(policy, `${EXPORTS}/*`)).toEqual([
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:PutObject",
    ]);
  });

  it("name no bucket by a wildcard", () => {
    const resources = statementsOf(policy).flatMap(({ Resource }) => Resource);
    expect(resources.filter((arn) => arn.startsWith("arn:aws:s3") && /\*./.test(arn))).toEqual([]);
  });

  it("use keys through S3 alone, and to encrypt only what may be written", () => {
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

  it("write nothing at all where all is read-only", () => {
    const actions = statementsOf(mountedBucketsPolicy(PLACE, { data: "read-only" })).flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual(["kms:Decrypt", "s3:GetObject", "s3:ListBucket"]);
  });
});

describe("the rights of the CNI of an IPv6 cluster", () => {
  const policy = ipv6CniPolicy(PLACE);
  const interfaces = "arn:aws:ec2:eu-west-1:111122223333:network-interface/*";

  it("give addresses to interfaces of the account, tag them, and change nothing else", () => {
    expect(actionsOn(policy, interfaces)).toEqual(["ec2:AssignIpv6Addresses", "ec2:CreateTags"]);
    expect(actionsOn(policy, "*").filter((action) => !action.startsWith("ec2:Describe"))).toEqual([]);
  });

  it("show it subnets and security groups, without which it does not start (terraform-aws-modules/terraform-aws-eks#3747)", () => {
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

describe("the rights on hosted zones", () => {
  it("change records of the given zones, and list the others at most", () => {
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

describe("the rights on secrets", () => {
  const [read, decrypt, ...others] = statementsOf(secretsPolicy({ ...PLACE, prefix: "groundwork-prod/" }));
  const secrets = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:groundwork-prod/*";

  it("read what is named by the prefix, and write nothing", () => {
    expect(others).toEqual([]);
    expect(read?.Resource).toBe(secrets);
    expect([read?.Action].flat().filter((action) => !/:(Get|Describe|List)/.test(String(action)))).toEqual([]);
  });

  it("decrypt for those secrets alone, whatever their key", () => {
    expect(decrypt?.Condition).toEqual({
      StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" },
      StringLike: { "kms:EncryptionContext:SecretARN": secrets },
    });
  });
});

describe("the rights of the load balancer controller", () => {
  const statements = statementsOf(loadBalancerPolicy());
  const own = (sid: string): unknown => statements.find(({ Sid }) => Sid === sid)?.Condition?.["Null"];

  it.each(["ChangeOwn", "DeleteOwnSecurityGroups"])("change and delete only what carries its tag: %s", (sid) => {
    expect(own(sid)).toEqual({ "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" });
  });

  it.each(["MakeLoadBalancers", "TagSecurityGroupsItMakes", "TagWhatItMakes"])(
    "make only what will carry it: %s",
    (sid) => {
      expect(own(sid)).toEqual({ "aws:RequestTag/elbv2.k8s.aws/cluster": "false" });
    },
  );

  it.each(["RetagOwn", "RetagOwnSecurityGroups"])("never take the tag away: %s", (sid) => {
    expect(own(sid)).toEqual({
      "aws:RequestTag/elbv2.k8s.aws/cluster": "true",
      "aws:ResourceTag/elbv2.k8s.aws/cluster": "false",
    });
  });

  it("delete nothing of others but rules and listeners, which carry no tag", () => {
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

  it("fit into a role: 10,240 characters without spaces", () => {
    expect(loadBalancerPolicy().length).toBeLessThan(10_240);
  });
});
