/**
 * Resource types of AWS whose deletion or replacement loses data, an address or ID that others use, or the cluster, by
 * module: the types of the platform and those that extensions may add. Certificates and objects in buckets are left out:
 * the program creates them again.
 */
const AWS_TYPES: Readonly<Record<string, readonly string[]>> = {
  acmpca: ["certificateAuthority"],
  amp: ["workspace"],
  apigateway: ["domainName", "restApi"],
  apigatewayv2: ["api", "domainName"],
  backup: ["logicallyAirGappedVault", "vault"],
  cloudfront: ["distribution", "keyValueStore"],
  cloudhsmv2: ["cluster"],
  cloudtrail: ["eventDataStore"],
  cloudwatch: ["eventArchive", "eventBus", "logGroup"],
  codeartifact: ["domain", "repository"],
  codecommit: ["repository"],
  cognito: ["identityPool", "user", "userPool", "userPoolClient", "userPoolDomain"],
  customerprofiles: ["domain"],
  datazone: ["domain"],
  dax: ["cluster"],
  directoryservice: ["directory"],
  docdb: ["cluster", "clusterInstance", "clusterSnapshot", "elasticCluster", "globalCluster"],
  dsql: ["cluster"],
  dynamodb: ["globalTable", "table", "tableReplica"],
  ebs: ["snapshot", "snapshotCopy", "snapshotImport", "volume", "volumeCopy"],
  ec2: ["ami", "amiCopy", "amiFromInstance", "eip", "instance", "subnet", "vpc"],
  ecr: ["repository"],
  ecrpublic: ["repository"],
  efs: ["fileSystem"],
  eks: ["cluster"],
  elasticache: ["cluster", "globalReplicationGroup", "replicationGroup", "serverlessCache"],
  elasticsearch: ["domain"],
  emr: ["cluster"],
  fsx: [
    "backup",
    "fileCache",
    "lustreFileSystem",
    "ontapFileSystem",
    "ontapStorageVirtualMachine",
    "ontapVolume",
    "openZfsFileSystem",
    "openZfsSnapshot",
    "openZfsVolume",
    "windowsFileSystem",
  ],
  glacier: ["vault"],
  globalaccelerator: ["accelerator", "customRoutingAccelerator"],
  glue: ["catalogDatabase", "catalogTable", "registry", "schema"],
  grafana: ["workspace"],
  identitystore: ["group", "user"],
  keyspaces: ["keyspace", "table"],
  kinesis: ["stream"],
  kms: ["externalKey", "key", "replicaExternalKey", "replicaKey"],
  lb: ["loadBalancer"],
  lightsail: ["bucket", "database", "disk", "instance", "staticIp"],
  memorydb: ["cluster", "multiRegionCluster", "snapshot"],
  mq: ["broker"],
  msk: ["cluster", "serverlessCluster"],
  neptune: ["cluster", "clusterInstance", "clusterSnapshot", "globalCluster"],
  neptunegraph: ["graph"],
  opensearch: ["domain", "serverlessCollection"],
  rds: [
    "cluster",
    "clusterInstance",
    "clusterSnapshot",
    "customDbEngineVersion",
    "globalCluster",
    "instance",
    "proxy",
    "shardGroup",
    "snapshot",
    "snapshotCopy",
  ],
  redshift: ["cluster", "clusterSnapshot"],
  redshiftserverless: ["namespace", "snapshot"],
  route53: ["delegationSet", "zone"],
  route53domains: ["domain", "registeredDomain"],
  s3: ["bucket", "bucketV2", "directoryBucket", "vectorsIndex", "vectorsVectorBucket"],
  s3control: ["bucket"],
  s3tables: ["namespace", "table", "tableBucket"],
  secretsmanager: ["secret"],
  servicediscovery: ["privateDnsNamespace", "publicDnsNamespace"],
  sqs: ["queue"],
  ssm: ["parameter"],
  storagegateway: ["cachesIscsiVolume", "gateway", "storedIscsiVolume"],
  timestreaminfluxdb: ["dbCluster", "dbInstance"],
  timestreamwrite: ["database", "table"],
  transfer: ["server"],
  workspaces: ["workspace"],
};

/** A CustomResourceDefinition and a Namespace take all of their objects with them. */
const KUBERNETES_TYPES: readonly string[] = [
  "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:core/v1:Namespace",
  "kubernetes:core/v1:PersistentVolume",
  "kubernetes:core/v1:PersistentVolumeClaim",
];

/** Type tokens, such as `aws:s3/bucket:Bucket`. */
export const STATEFUL_TYPES: ReadonlySet<string> = new Set([
  ...Object.entries(AWS_TYPES).flatMap(([module, names]) =>
    names.map((name) => `aws:${module}/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`),
  ),
  ...KUBERNETES_TYPES,
]);

export function isStateful(type: string): boolean {
  return STATEFUL_TYPES.has(type);
}
