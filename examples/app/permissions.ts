import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import type * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

import type { Platform } from "./platform";

export interface PermissionsArgs extends Pick<Platform, "clusterName" | "storageKeyArn" | "permissionsBoundaryArn"> {
  readonly bucket: s3.Bucket;
  readonly pods: { readonly namespace: string; readonly serviceAccount: string };
}

/** The objects that the pods can read and write. */
const PREFIX = "uploads/";

/** Pod Identity: the pods of the service account get a role that reaches one prefix of the bucket. */
export function createPermissions(
  name: string,
  { clusterName, storageKeyArn, permissionsBoundaryArn, bucket, pods }: PermissionsArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const role = new iam.Role(
    name,
    {
      description: `Pods of ${pods.namespace}/${pods.serviceAccount} in ${clusterName}`,
      assumeRolePolicy: trustPolicy(clusterName, pods),
      ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundary: permissionsBoundaryArn }),
    },
    opts,
  );
  const statements = [
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket.arn,
      Condition: { StringLike: { "s3:prefix": `${PREFIX}*` } },
    },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: pulumi.interpolate`${bucket.arn}/${PREFIX}*`,
    },
    ...(storageKeyArn === undefined
      ? []
      : [{ Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: storageKeyArn }]),
  ];
  const policy = new iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }) },
    opts,
  );
  const association = new eks.PodIdentityAssociation(name, { clusterName, roleArn: role.arn, ...pods }, opts);
  return [policy, association];
}

/** Pod Identity identifies pods by session tags: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
function trustPolicy(clusterName: string, { namespace, serviceAccount }: PermissionsArgs["pods"]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-name": clusterName,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
        },
      },
    ],
  });
}
