import type { Properties } from "../read/engine-event";
import { type Statement, statementsOf } from "./statements";

/** Properties with the permissions or the trust of an identity, by type of resource. */
const IDENTITY_DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  "iam/groupPolicy": ["policy"],
  "iam/policy": ["policy"],
  "iam/role": ["assumeRolePolicy", "inlinePolicies"],
  "iam/rolePolicy": ["policy"],
  "iam/userPolicy": ["policy"],
  "ssoadmin/permissionSetInlinePolicy": ["inlinePolicy"],
};

/** Property with the policy of a resource, which says who may use it, by type of resource. */
export const RESOURCE_DOCUMENTS: Readonly<Record<string, string>> = {
  "acmpca/policy": "policy",
  "amp/resourcePolicy": "policyDocument",
  "apigateway/restApi": "policy",
  "apigateway/restApiPolicy": "policy",
  "backup/vaultPolicy": "policy",
  "cloudwatch/eventBusPolicy": "policy",
  "cloudwatch/logDestinationPolicy": "accessPolicy",
  "cloudwatch/logResourcePolicy": "policyDocument",
  "codeartifact/domainPermissions": "policyDocument",
  "codeartifact/repositoryPermissionsPolicy": "policyDocument",
  "dsql/clusterPolicy": "policy",
  "dynamodb/resourcePolicy": "policy",
  "ecr/registryPolicy": "policy",
  "ecr/repositoryCreationTemplate": "repositoryPolicy",
  "ecr/repositoryPolicy": "policy",
  "ecrpublic/repositoryPolicy": "policy",
  "efs/fileSystemPolicy": "policy",
  "elasticsearch/domain": "accessPolicies",
  "elasticsearch/domainPolicy": "accessPolicies",
  "glacier/vault": "accessPolicy",
  "glue/resourcePolicy": "policy",
  "kinesis/resourcePolicy": "policy",
  "kms/externalKey": "policy",
  "kms/key": "policy",
  "kms/keyPolicy": "policy",
  "kms/replicaExternalKey": "policy",
  "kms/replicaKey": "policy",
  "msk/clusterPolicy": "policy",
  "opensearch/domain": "accessPolicies",
  "opensearch/domainPolicy": "accessPolicies",
  "redshift/resourcePolicy": "policy",
  "s3/accessPoint": "policy",
  "s3/bucket": "policy",
  "s3/bucketPolicy": "policy",
  "s3/bucketV2": "policy",
  "s3/filesFileSystemPolicy": "policy",
  "s3/vectorsVectorBucketPolicy": "policy",
  "s3control/accessPointPolicy": "policy",
  "s3control/bucketPolicy": "policy",
  "s3tables/tableBucketPolicy": "resourcePolicy",
  "s3tables/tablePolicy": "resourcePolicy",
  "secretsmanager/secret": "policy",
  "secretsmanager/secretPolicy": "policy",
  "ses/identityPolicy": "policy",
  "sns/topic": "policy",
  "sns/topicPolicy": "policy",
  "sqs/queue": "policy",
  "sqs/queuePolicy": "policy",
  "vpclattice/authPolicy": "policy",
  "vpclattice/resourcePolicy": "policy",
};

/** `s3/bucket` of `aws:s3/bucket:Bucket`; empty for a type of another provider. */
export function awsName(type: string): string {
  return /^aws:([^:]+):/.exec(type)?.[1] ?? "";
}

/** The properties of a type that have a policy document. */
export function documentProperties(type: string): readonly string[] {
  const name = awsName(type);
  const ofResource = RESOURCE_DOCUMENTS[name];
  return IDENTITY_DOCUMENTS[name] ?? (ofResource === undefined ? [] : [ofResource]);
}

/** The statements in a property; undefined if they are not known before the update. */
export function statementsIn(inputs: Properties | undefined, property: string): readonly Statement[] | undefined {
  const value = inputs?.[property];
  if (property !== "inlinePolicies" || value === undefined) return statementsOf(value);
  if (!Array.isArray(value)) return undefined;
  const all = (value as readonly Properties[]).map(({ policy }) => statementsOf(policy));
  return all.every((each) => each !== undefined) ? all.flat() : undefined;
}
