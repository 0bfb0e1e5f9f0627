import { isStateful } from "../../domain/stateful-types";
import { programOf } from "../support/program";
import { key, type RecordedResource } from "../support/record";

/** The part of a URN that the program decides: the types from the top component down, and the name. */
function identity(resource: RecordedResource, byKey: ReadonlyMap<string, RecordedResource>): string {
  const parent = resource.options.parent === undefined ? undefined : byKey.get(resource.options.parent);
  const [parentTypes = ""] = parent === undefined ? [] : identity(parent, byKey).split("::");
  return `${parentTypes === "" ? "" : `${parentTypes}$`}${resource.type}::${resource.name}`;
}

describe("the identity of resources with data", () => {
  // A changed line means a replaced bucket, key or cluster, unless the resource gets an alias with its old name.
  it("is that of the last release", async () => {
    const { resources } = await programOf("prod");
    const byKey = new Map(resources.map((resource) => [key(resource), resource]));
    const stateful = resources.filter(({ type }) => isStateful(type));
    expect(stateful.map((resource) => identity(resource, byKey)).sort()).toMatchInlineSnapshot(`
      [
        "groundwork:backup:Backup$aws:backup/vault:Vault::backup-vault",
        "groundwork:backup:Backup$groundwork:encryption:EncryptionKey$aws:kms/key:Key::backup-key",
        "groundwork:cluster:Cluster$aws:cloudwatch/logGroup:LogGroup::cluster-logs",
        "groundwork:cluster:Cluster$aws:eks/cluster:Cluster::cluster",
        "groundwork:cluster:Cluster$groundwork:cluster:Karpenter$aws:sqs/queue:Queue::cluster-karpenter-interruptions",
        "groundwork:cluster:Cluster$groundwork:cluster:NamespaceBaseline$kubernetes:core/v1:Namespace::cluster-namespace-api",
        "groundwork:cluster:Cluster$groundwork:cluster:NamespaceBaseline$kubernetes:core/v1:Namespace::cluster-namespace-worker",
        "groundwork:cluster:Cluster$groundwork:encryption:EncryptionKey$aws:kms/key:Key::cluster-secrets",
        "groundwork:monitoring:Monitoring$groundwork:encryption:EncryptionKey$aws:kms/key:Key::monitoring-alarms-key",
        "groundwork:network:Network$aws:ec2/eip:Eip::network-nat-a",
        "groundwork:network:Network$aws:ec2/eip:Eip::network-nat-b",
        "groundwork:network:Network$aws:ec2/eip:Eip::network-nat-c",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-control-plane-a",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-control-plane-b",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-control-plane-c",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-isolated-a",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-isolated-b",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-isolated-c",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-private-a",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-private-b",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-private-c",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-public-a",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-public-b",
        "groundwork:network:Network$aws:ec2/subnet:Subnet::network-public-c",
        "groundwork:network:Network$aws:ec2/vpc:Vpc::network-vpc",
        "groundwork:storage:Storage$groundwork:encryption:EncryptionKey$aws:kms/key:Key::storage-key",
        "groundwork:storage:Storage$groundwork:storage:Bucket$aws:s3/bucket:Bucket::storage-bucket-artifacts",
        "groundwork:storage:Storage$groundwork:storage:Bucket$aws:s3/bucket:Bucket::storage-bucket-audit",
        "groundwork:storage:Storage$groundwork:storage:Bucket$aws:s3/bucket:Bucket::storage-bucket-data",
        "groundwork:storage:Storage$groundwork:storage:Bucket$aws:s3/bucket:Bucket::storage-log-bucket",
        "groundwork:storage:Storage$groundwork:storage:Registry$awsx:ecr:Repository$aws:ecr/repository:Repository::storage-registry-api",
        "groundwork:storage:Storage$groundwork:storage:Registry$awsx:ecr:Repository$aws:ecr/repository:Repository::storage-registry-worker",
      ]
    `);
  });

  // S3 has one of each. Under another name, Pulumi would create it first, and then delete it by deleting the old resource.
  it("includes the names of a bucket's settings (pulumi/pulumi-aws#5900)", async () => {
    const { resources } = await programOf("prod");
    const ofBucket = resources.filter(
      ({ options }) => options.parent === "groundwork:storage:Bucket::storage-bucket-audit",
    );
    expect(ofBucket.map(({ type, name }) => `${type}::${name}`).sort()).toMatchInlineSnapshot(`
      [
        "aws:s3/bucket:Bucket::storage-bucket-audit",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::storage-bucket-audit-lifecycle",
        "aws:s3/bucketLogging:BucketLogging::storage-bucket-audit-logging",
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration::storage-bucket-audit-object-lock",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls::storage-bucket-audit-ownership",
        "aws:s3/bucketPolicy:BucketPolicy::storage-bucket-audit-policy",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::storage-bucket-audit-public-access-block",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::storage-bucket-audit-encryption",
        "aws:s3/bucketVersioning:BucketVersioning::storage-bucket-audit-versioning",
      ]
    `);
  });
});
