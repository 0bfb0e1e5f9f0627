import type { OptionalAddonsArgs } from "../../../components/cluster";
import type { OptionalAddonName } from "../../../domain/cluster/addons/catalog";
import { type RecordedResource, type Recording, key } from "../../support/record";
import { FAN_OUT, KARPENTER, NODE_GROUP, recordCluster, waitsFor } from "./fixture";

const ADDON = "aws:eks/addon:Addon";
const ROLE = "aws:iam/role:Role";
const SYSTEM = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

const ALL: OptionalAddonsArgs = {
  "aws-efs-csi-driver": { version: "v3.4.2-eksbuild.1" },
  "aws-mountpoint-s3-csi-driver": { version: "v2.8.0-eksbuild.1", buckets: { data: "read-only" } },
  "snapshot-controller": { version: "v8.6.0-eksbuild.6" },
  "cert-manager": { version: "v1.21.0-eksbuild.2" },
  "external-dns": { version: "v0.21.0-eksbuild.6", zones: { "shop.example.com": "Z1" }, policy: "upsert-only" },
  "kube-state-metrics": { version: "v2.19.1-eksbuild.2" },
  "prometheus-node-exporter": { version: "v1.11.1-eksbuild.7" },
  "amazon-cloudwatch-observability": { version: "v6.6.0-eksbuild.1" },
};

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster({ optionalAddons: ALL });
});

function addon(name: string): RecordedResource {
  return recording.one(ADDON, `cluster-${name}`);
}

function roleArn(name: string): unknown {
  return recording.one(ROLE, name).state["arn"];
}

describe("an optional add-on", () => {
  it.each<[OptionalAddonName, object]>([
    ["aws-efs-csi-driver", {}],
    ["aws-mountpoint-s3-csi-driver", { node: { tolerateAllTaints: true } }],
    ["snapshot-controller", { tolerations: SYSTEM }],
    ["cert-manager", { tolerations: SYSTEM, webhook: { tolerations: SYSTEM }, cainjector: { tolerations: SYSTEM } }],
    [
      "external-dns",
      {
        domainFilters: ["shop.example.com"],
        registry: "txt",
        txtOwnerId: "groundwork-prod",
        policy: "upsert-only",
        tolerations: SYSTEM,
      },
    ],
    ["kube-state-metrics", { tolerations: SYSTEM }],
    ["prometheus-node-exporter", {}],
    ["amazon-cloudwatch-observability", {}],
  ])("%s has the configured version and a complete configuration", (name, configuration) => {
    const { inputs } = addon(name);
    expect(inputs).toMatchObject({
      addonName: name,
      addonVersion: ALL[name]?.version,
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    expect(JSON.parse(String(inputs["configurationValues"]))).toEqual(configuration);
  });

  it.each(Object.keys(ALL))("%s is created after the node groups", (name) => {
    expect(waitsFor(recording, addon(name))).toContain("aws:eks/nodeGroup:NodeGroup::cluster-nodes-system");
  });

  it("is created after Karpenter's pools only if its pods tolerate the taints of no node group", async () => {
    const taints = [{ key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" }] as const;
    const nodeGroups = { system: { ...NODE_GROUP, taints } };
    const recorded = await recordCluster({ optionalAddons: ALL, nodeGroups, karpenter: KARPENTER });
    const pool = "kubernetes:karpenter.sh/v1:NodePool::cluster-karpenter-pool-apps";
    const late = Object.keys(ALL).filter((name) =>
      waitsFor(recorded, recorded.one(ADDON, `cluster-${name}`)).has(pool),
    );
    expect(late).toEqual(["aws-mountpoint-s3-csi-driver", "amazon-cloudwatch-observability"]);
  });

  it("does not exist by default, nor do its other resources", async () => {
    const without = await recordCluster();
    const more = recording.resources.filter((resource) => !without.resources.map(key).includes(key(resource)));
    expect(more.filter(({ type }) => type === ADDON)).toHaveLength(8);
    expect(without.ofType(ADDON)).toHaveLength(7);
    expect(without.ofType("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass")).toEqual([]);
    expect(without.ofType("aws:cloudwatch/logGroup:LogGroup")).toHaveLength(1);
  });
});

describe("permissions of optional add-ons", () => {
  it.each<[OptionalAddonName, Record<string, string>]>([
    [
      "aws-efs-csi-driver",
      {
        "efs-csi-controller-sa": "cluster-aws-efs-csi-driver-controller-role",
        "efs-csi-node-sa": "cluster-aws-efs-csi-driver-node-role",
      },
    ],
    ["aws-mountpoint-s3-csi-driver", { "s3-csi-driver-sa": "cluster-aws-mountpoint-s3-csi-driver-role" }],
    ["external-dns", { "external-dns": "cluster-external-dns-role" }],
    ["amazon-cloudwatch-observability", { "cloudwatch-agent": "cluster-amazon-cloudwatch-observability-role" }],
    ["snapshot-controller", {}],
    ["cert-manager", {}],
    ["kube-state-metrics", {}],
    ["prometheus-node-exporter", {}],
  ])("%s has separate roles by Pod Identity", (name, roles) => {
    expect(addon(name).inputs["podIdentityAssociations"]).toEqual(
      Object.entries(roles).map(([serviceAccount, role]) => ({ serviceAccount, roleArn: roleArn(role) })),
    );
  });

  it.each([
    ["cluster-aws-efs-csi-driver-controller-role", "service-role/AmazonEFSCSIDriverPolicy"],
    ["cluster-aws-efs-csi-driver-node-role", "AmazonElasticFileSystemClientReadWriteAccess"],
    ["cluster-amazon-cloudwatch-observability-role", "CloudWatchAgentServerPolicy"],
  ])("%s has the AWS managed policy of the add-on", (role, policy) => {
    const attached = recording
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ inputs }) => inputs["role"] === recording.one(ROLE, role).state["name"]);
    expect(attached.map(({ inputs }) => inputs["policyArn"])).toEqual([`arn:aws:iam::aws:policy/${policy}`]);
  });

  it.each([
    ["aws-mountpoint-s3-csi-driver", "arn:aws:s3:::groundwork-prod-data-111122223333-eu-west-1"],
    ["external-dns", "arn:aws:route53:::hostedzone/Z1"],
  ])("%s can access only the configured resources, and has this policy before its first pod starts", (name, arn) => {
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy", `cluster-${name}-policy`);
    expect(String(policy.inputs["policy"])).toContain(arn);
    expect(waitsFor(recording, addon(name))).toContain(key(policy));
  });
});

describe("resources of optional add-ons", () => {
  it("include a default VolumeSnapshotClass with the tags of the platform", () => {
    const snapshots = recording.one("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass");
    expect(snapshots.inputs).toMatchObject({
      metadata: { annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" } },
      driver: "ebs.csi.aws.com",
      deletionPolicy: "Delete",
      parameters: FAN_OUT.storageClass,
    });
    expect([...waitsFor(recording, snapshots)]).toEqual(
      expect.arrayContaining([`${ADDON}::cluster-snapshot-controller`, `${ADDON}::cluster-aws-ebs-csi-driver`]),
    );
  });

  it("include the snapshot controller before the EBS CSI driver, which reads the snapshot CRDs when it starts", () => {
    expect(waitsFor(recording, addon("aws-ebs-csi-driver"))).toContain(`${ADDON}::cluster-snapshot-controller`);
  });

  it("include log groups of Container Insights with a retention, before the agent creates them without one", () => {
    const groups = recording
      .ofType("aws:cloudwatch/logGroup:LogGroup")
      .filter(({ name }) => name.startsWith("cluster-insights-"));
    expect(groups.map(({ inputs }) => [inputs["name"], inputs["retentionInDays"]])).toEqual(
      ["application", "dataplane", "host", "performance"].map((kind) => [
        `/aws/containerinsights/groundwork-prod/${kind}`,
        90,
      ]),
    );
    expect([...waitsFor(recording, addon("amazon-cloudwatch-observability"))]).toEqual(
      expect.arrayContaining(groups.map(key)),
    );
  });
});

describe("log groups of Container Insights", () => {
  it("have the class that is set, except for the group with metrics", async () => {
    const { resources } = await recordCluster({
      optionalAddons: ALL,
      containerLogs: { retentionDays: 14, logClass: "INFREQUENT_ACCESS" },
    });
    const groups = resources.filter(({ name }) => name.startsWith("cluster-insights-"));
    const classes = groups.map(({ name, inputs }) => [name.replace("cluster-insights-", ""), inputs["logGroupClass"]]);
    expect(Object.fromEntries(classes)).toEqual({
      application: "INFREQUENT_ACCESS",
      dataplane: "INFREQUENT_ACCESS",
      host: "INFREQUENT_ACCESS",
      performance: undefined,
    });
    expect(groups.map(({ inputs }) => inputs["retentionInDays"])).toEqual([14, 14, 14, 14]);
  });
});

describe("webhooks of add-ons", () => {
  it("are reachable, because control plane and nodes have the same security group (terraform-aws-modules/terraform-aws-eks#1748)", async () => {
    const { resources } = await recordCluster({
      optionalAddons: ALL,
      loadBalancerController: { version: "3.5.0", isolatedVpc: false },
      externalSecrets: { version: "2.11.0" },
      nodeGroups: { system: NODE_GROUP, apps: NODE_GROUP },
    });
    const groups = resources.filter(({ type }) => /securityGroup/i.test(type));
    expect(groups.map(key)).toEqual([]);
    // A template that names groups takes the nodes out of the cluster's: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
    const templates = resources.filter(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
    expect(templates).toHaveLength(2);
    for (const { inputs } of templates) {
      expect(inputs).not.toHaveProperty("vpcSecurityGroupIds");
      expect(JSON.stringify(inputs["networkInterfaces"] ?? [])).not.toContain("securityGroups");
    }
  });
});
