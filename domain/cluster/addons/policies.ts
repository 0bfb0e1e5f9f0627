import { bucketArn } from "../../arns";
import { policyDocument, type PolicyStatement } from "../../iam/policy-document";
import { bucketName } from "../../names";
import type { BucketAccess } from "./definition";

interface Place {
  /** Also the prefix of physical names. */
  readonly clusterName: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Rights on the buckets that pods mount, and on whatever KMS keys encrypt them, through S3 and for these buckets alone.
 * https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions
 */
export function mountedBucketsPolicy(
  { clusterName, accountId, region }: Place,
  buckets: Readonly<Record<string, BucketAccess>>,
): string {
  const arnsOf = (keys: readonly string[]): string[] =>
    keys.map((key) => bucketArn(bucketName(clusterName, key, accountId, region)));
  const all = arnsOf(Object.keys(buckets));
  const writable = arnsOf(Object.keys(buckets).filter((key) => buckets[key] === "read-write"));
  const objects = (arns: readonly string[]): string[] => arns.map((arn) => `${arn}/*`);
  const decryption: readonly PolicyStatement[] = [
    useKeysOfBuckets(accountId, region, ["kms:Decrypt"], all),
    ...(writable.length === 0 ? [] : [useKeysOfBuckets(accountId, region, ["kms:GenerateDataKey"], writable)]),
  ];
  return policyDocument([
    { Effect: "Allow", Action: "s3:ListBucket", Resource: all },
    { Effect: "Allow", Action: "s3:GetObject", Resource: objects(all) },
    ...(writable.length === 0
      ? []
      : [
          {
            Effect: "Allow" as const,
            Action: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
            Resource: objects(writable),
          },
        ]),
    ...decryption,
  ]);
}

/** A bucket key's context is the bucket, any other key's the object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context */
export function useKeysOfBuckets(
  accountId: string,
  region: string,
  actions: readonly string[],
  bucketArns: readonly string[],
): PolicyStatement {
  return {
    Effect: "Allow",
    Action: actions,
    Resource: `arn:aws:kms:${region}:${accountId}:key/*`,
    Condition: {
      StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": bucketArns.flatMap((arn) => [arn, `${arn}/*`]) },
    },
  };
}

/**
 * What the VPC CNI needs to give each node a prefix of IPv6 addresses; AWS has a managed policy for IPv4 only. From
 * version 1.22 on it looks at subnets and security groups when it starts:
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html#cni-iam-role-create-ipv6-policy
 */
export function ipv6CniPolicy({ accountId, region }: Pick<Place, "accountId" | "region">): string {
  return policyDocument([
    {
      Effect: "Allow",
      Action: [
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
      ],
      Resource: "*",
    },
    {
      Effect: "Allow",
      Action: ["ec2:AssignIpv6Addresses", "ec2:CreateTags"],
      Resource: `arn:aws:ec2:${region}:${accountId}:network-interface/*`,
    },
  ]);
}

/** Records of the given zones, and the list of zones to find them in: https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#iam-policy */
export function hostedZonesPolicy(zoneIds: readonly string[]): string {
  return policyDocument([
    {
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
      Resource: zoneIds.map((id) => `arn:aws:route53:::hostedzone/${id}`),
    },
    { Effect: "Allow", Action: "route53:ListHostedZones", Resource: "*" },
  ]);
}
