import { allows, type BadResource } from "./bad-resource";
import { DATA_AND_AUDIT } from "./data-and-audit";
import { ENCRYPTION } from "./encryption";
import { EXPOSURE } from "./exposure";
import { NODES_AND_CLUSTER } from "./nodes-and-cluster";
import { PERMISSIONS } from "./permissions";

export type { BadResource };

/** Each entry changes or removes one resource of the good stack, and exactly one rule must report it. */
export const BAD_RESOURCES: readonly BadResource[] = [
  ...EXPOSURE,
  ...ENCRYPTION,
  ...PERMISSIONS,
  ...NODES_AND_CLUSTER,
  ...DATA_AND_AUDIT,
];

/** Bad resources that no resource of the good stack becomes by a change: type and properties. */
export const ADDED_RESOURCES: readonly (readonly [
  rule: string,
  title: string,
  type: string,
  props: Readonly<Record<string, unknown>>,
])[] = [
  ["iam-no-users", "an IAM user", "aws:iam/user:User", { name: "deployer" }],
  ["iam-no-users", "an access key", "aws:iam/accessKey:AccessKey", { user: "deployer" }],
  [
    "no-kubernetes-secrets",
    "a Secret with a value",
    "kubernetes:core/v1:Secret",
    { metadata: { name: "s", namespace: "api" }, stringData: { a: "b" } },
  ],
  [
    "bucket-policy-keeps-control",
    "a bucket policy that another account can change",
    "aws:s3/bucketPolicy:BucketPolicy",
    { bucket: "data", policy: allows("s3:PutBucket*", "arn:aws:s3:::data", { AWS: "arn:aws:iam::444455556666:root" }) },
  ],
  [
    "source-destination-check",
    "an interface that forwards traffic",
    "aws:ec2/networkInterface:NetworkInterface",
    { sourceDestCheck: false },
  ],
  [
    "resource-names",
    "a temporary Kubernetes object",
    "kubernetes:core/v1:ConfigMap",
    { metadata: { name: "tmp-1", namespace: "api" } },
  ],
  [
    "no-default-namespace",
    "a Service in the namespace default",
    "kubernetes:core/v1:Service",
    { metadata: { name: "api", namespace: "default" } },
  ],
  [
    "no-public-database",
    "a database with a public address",
    "aws:rds/instance:Instance",
    { deletionProtection: true, publiclyAccessible: true },
  ],
  ["deletion-protection", "a database that one call deletes", "aws:rds/instance:Instance", {}],
];
