import * as ec2 from "@pulumi/aws/ec2";
import * as rds from "@pulumi/aws/rds";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

import type { Platform } from "../../platform";

export const PORT = 5432;

export interface Database {
  readonly instance: rds.Instance;
  /** Secret of AWS Secrets Manager with user name and password, which RDS creates and rotates. */
  readonly secretArn: pulumi.Output<string>;
}

/** A PostgreSQL instance in the isolated subnets, which pods of the cluster can reach. */
export function createDatabase(
  platform: Platform,
  { instanceClass, storageGib }: { readonly instanceClass: string; readonly storageGib: number },
): Database {
  const { network, cluster, storage, deletionProtection } = platform;
  const protectedOptions = platform.options({ protect: deletionProtection });
  const subnets = new rds.SubnetGroup(
    platform.logicalName("db"),
    { subnetIds: network.subnetIds("isolated") },
    protectedOptions,
  );
  const group = new ec2.SecurityGroup(
    platform.logicalName("db"),
    { description: "Database of the orders", vpcId: network.vpcId },
    platform.options(),
  );
  new vpc.SecurityGroupIngressRule(
    platform.logicalName("db-from-pods"),
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: cluster.securityGroupId,
      ipProtocol: "tcp",
      fromPort: PORT,
      toPort: PORT,
    },
    platform.options(),
  );
  const instance = new rds.Instance(
    platform.logicalName("db"),
    {
      engine: "postgres",
      engineVersion: "17",
      instanceClass,
      allocatedStorage: storageGib,
      storageType: "gp3",
      storageEncrypted: true,
      ...(storage.encryptionKeyArn === undefined ? {} : { kmsKeyId: storage.encryptionKeyArn }),
      dbName: "orders",
      username: "orders",
      manageMasterUserPassword: true,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [group.id],
      backupRetentionPeriod: 7,
      copyTagsToSnapshot: true,
      deletionProtection,
      finalSnapshotIdentifier: platform.physicalName("db-final"),
    },
    protectedOptions,
  );
  return { instance, secretArn: instance.masterUserSecrets.apply((secrets) => secrets[0]?.secretArn ?? "") };
}
