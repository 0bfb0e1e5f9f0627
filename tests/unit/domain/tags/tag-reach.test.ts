import * as autoscaling from "@pulumi/aws/autoscaling";
import { CodeRepository } from "@pulumi/aws/sagemaker";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { DEFAULT_TAG_KEYS } from "../../../../domain/tags/tag-keys";
import { defaultTagKeys, type StackResource, type TagPlace, tagReach } from "../../../../domain/tags/tag-reach";
import { sdkProperties } from "../../../../policy/sdk-properties";
import { record } from "../../../support/record";

const TAGS = { Project: "shop", Owner: "web" };
const KEYS = Object.keys(TAGS);
const LIST = Object.entries(TAGS).map(([key, value]) => ({ key, value }));
const SPECIFICATIONS = { tagSpecification_1: "Project=shop", tagSpecification_2: "Owner=web=us" };
/** A value that a preview does not know. */
const UNKNOWN = Symbol("unknown");

function reachOf(...resources: readonly (readonly [string, StackResource["props"]])[]): readonly TagPlace[] {
  const named = resources.map(([type, props]) => ({ name: type.split(":")[2] ?? type, type, props }));
  return tagReach(named, KEYS, sdkProperties);
}

/** `what way missing` of each place that is not the resource itself. */
function created(...resources: readonly (readonly [string, StackResource["props"]])[]): readonly string[] {
  return reachOf(...resources)
    .filter(({ creates }) => creates !== undefined)
    .map(({ creates = "", way, missing, isUndecided }) =>
      [`${creates}: ${way}`, ...missing, ...(isUndecided ? ["?"] : [])].join(" "),
    );
}

/** A component that forgets all tags: one type through a provider without default tags, and a group, which gets none. */
class Forgetful extends pulumi.ComponentResource {
  constructor() {
    super("acme:forgetful:Forgetful", "forgetful");
    const provider = new Provider("plain", { region: "eu-west-1" }, { parent: this });
    new CodeRepository(
      "code",
      { codeRepositoryName: "code", gitConfig: { repositoryUrl: "https://example.com/code.git" } },
      { parent: this, provider },
    );
    new autoscaling.Group("workers", { minSize: 0, maxSize: 1 }, { parent: this, provider });
  }
}

describe("tagReach", () => {
  it("finds a component that forgets tags on types that nothing lists", async () => {
    const { resources } = await record(() => {
      new Forgetful();
    });
    const planned = resources.map(({ type, name, inputs, state }) => ({ type, name, props: { ...inputs, ...state } }));
    expect(tagReach(planned, KEYS, sdkProperties)).toEqual([
      expect.objectContaining({ name: "code", way: "default-tags", missing: KEYS, isUndecided: false }),
      expect.objectContaining({ name: "workers", way: "fan-out", missing: KEYS, isUndecided: false }),
    ]);
  });

  it.each<[string, string, StackResource["props"], Partial<TagPlace>]>([
    ["default tags", "aws:ec2/vpc:Vpc", { tagsAll: TAGS }, { way: "default-tags", missing: [] }],
    [
      "a missing and an empty tag",
      "aws:ec2/vpc:Vpc",
      { tagsAll: { Owner: " " } },
      { missing: KEYS, isUndecided: false },
    ],
    ["unknown tags", "aws:ec2/vpc:Vpc", { tagsAll: UNKNOWN }, { missing: KEYS, isUndecided: true }],
    ["one unknown value", "aws:ec2/vpc:Vpc", { tagsAll: { ...TAGS, Owner: UNKNOWN } }, { missing: [] }],
    ["a list of tags", "aws:autoscaling/group:Group", { tags: LIST }, { way: "fan-out", missing: [] }],
    ["a list with an unknown tag", "aws:autoscaling/group:Group", { tags: [UNKNOWN] }, { isUndecided: true }],
    ["a type without tags", "aws:s3/bucketPolicy:BucketPolicy", {}, { way: "none", reason: "the type has no tags" }],
    ["tags that select", "aws:inspector/resourceGroup:ResourceGroup", { tags: TAGS }, { way: "none" }],
    ["a type that the SDK lacks", "aws:new/thing:Thing", { tagsAll: { Owner: "web" } }, { missing: ["Project"] }],
  ])("classifies a resource with %s", (_, type, props, expected) => {
    expect(reachOf([type, props])[0]).toMatchObject(expected);
  });

  it("omits Kubernetes objects, components and providers", () => {
    expect(
      reachOf(["kubernetes:core/v1:ConfigMap", {}], ["awsx:ecr:Repository", {}], ["pulumi:providers:aws", {}]),
    ).toEqual([]);
  });

  it.each<[string, string, StackResource["props"], StackResource["props"], string]>([
    [
      "launch templates",
      "aws:ec2/launchTemplate:LaunchTemplate",
      {
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags: TAGS,
        })),
      },
      {
        tagSpecifications: [
          { resourceType: "instance", tags: TAGS },
          { resourceType: "volume", tags: TAGS },
        ],
      },
      "network interfaces: fan-out",
    ],
    [
      "Auto Scaling groups without launch template",
      "aws:autoscaling/group:Group",
      { tags: LIST.map((tag) => ({ ...tag, propagateAtLaunch: true })) },
      { tags: LIST.map((tag) => ({ ...tag, propagateAtLaunch: false })) },
      "instances: fan-out",
    ],
    ["instances", "aws:ec2/instance:Instance", { volumeTags: TAGS }, { volumeTags: {} }, "volumes: fan-out"],
    [
      "the EBS CSI driver",
      "aws:eks/addon:Addon",
      addon("aws-ebs-csi-driver", { controller: { extraVolumeTags: TAGS } }),
      addon("aws-ebs-csi-driver", {}),
      "volumes: fan-out",
    ],
    [
      "the VPC CNI",
      "aws:eks/addon:Addon",
      addon("vpc-cni", { env: { ADDITIONAL_ENI_TAGS: JSON.stringify(TAGS) } }),
      addon("vpc-cni", { env: {} }),
      "network interfaces: fan-out",
    ],
    [
      "StorageClasses",
      "kubernetes:storage.k8s.io/v1:StorageClass",
      { provisioner: "ebs.csi.aws.com", parameters: SPECIFICATIONS },
      { provisioner: "ebs.csi.eks.amazonaws.com", parameters: { type: "gp3" } },
      "volumes: fan-out",
    ],
    [
      "VolumeSnapshotClasses",
      "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
      { driver: "ebs.csi.aws.com", parameters: SPECIFICATIONS },
      { driver: "ebs.csi.aws.com" },
      "snapshots: fan-out",
    ],
    [
      "Karpenter",
      "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
      { spec: { tags: TAGS } },
      { spec: {} },
      "nodes with volumes and network interfaces: fan-out",
    ],
    [
      "Auto Mode",
      "kubernetes:eks.amazonaws.com/v1:NodeClass",
      { spec: { tags: TAGS } },
      { spec: {} },
      "nodes with volumes and network interfaces: fan-out",
    ],
    [
      "IngressClassParams",
      "kubernetes:eks.amazonaws.com/v1:IngressClassParams",
      { spec: { tags: LIST } },
      { spec: {} },
      "load balancers: fan-out",
    ],
    [
      "the AWS Load Balancer Controller",
      "kubernetes:helm.sh/v3:Release",
      { chart: "aws-load-balancer-controller", values: { defaultTags: TAGS } },
      { chart: "aws-load-balancer-controller", values: {} },
      "load balancers: fan-out",
    ],
    [
      "ECR",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      { resourceTags: TAGS },
      {},
      "repositories: service-setting",
    ],
    [
      "databases",
      "aws:rds/instance:Instance",
      { copyTagsToSnapshot: true },
      { copyTagsToSnapshot: false },
      "snapshots: service-setting",
    ],
    [
      "file systems",
      "aws:fsx/windowsFileSystem:WindowsFileSystem",
      { copyTagsToBackups: true },
      {},
      "backups: service-setting",
    ],
  ])("finds the tags of what is created by %s", (_, type, whole, lacking, place) => {
    expect(created([type, whole]).every((text) => !text.includes("Owner"))).toBe(true);
    expect(created([type, lacking])).toContain(`${place} Project Owner`);
  });

  it("finds the tags of an Auto Scaling group and a security group that EKS creates by their IDs", () => {
    const tags = (type: string, id: string): [string, StackResource["props"]][] =>
      LIST.map(({ key, value }) => [
        type,
        type.includes("autoscaling")
          ? { autoscalingGroupName: id, tag: { key, value } }
          : { resourceId: id, key, value },
      ]);
    const nodeGroup = {
      launchTemplate: { id: "lt-1" },
      resources: [{ autoscalingGroups: [{ name: "asg-1" }] }],
    };
    const cluster = { vpcConfig: { clusterSecurityGroupId: "sg-1" } };
    const graph = (asg: string, group: string): readonly string[] =>
      created(
        ["aws:eks/nodeGroup:NodeGroup", nodeGroup],
        ["aws:eks/cluster:Cluster", cluster],
        ...tags("aws:autoscaling/tag:Tag", asg),
        ...tags("aws:ec2/tag:Tag", group),
      );
    const interfaces = "network interfaces of the service: none";
    expect(graph("asg-1", "sg-1")).toEqual(["Auto Scaling groups: fan-out", "security groups: fan-out", interfaces]);
    expect(graph("asg-2", "sg-2")).toEqual([
      "Auto Scaling groups: fan-out Project Owner",
      "security groups: fan-out Project Owner",
      interfaces,
    ]);
  });

  it("accepts tags of an object whose ID the preview does not know, and finds their absence", () => {
    const nodeGroup = ["aws:eks/nodeGroup:NodeGroup", { launchTemplate: UNKNOWN, resources: UNKNOWN }] as const;
    const tags = LIST.map((tag) => ["aws:autoscaling/tag:Tag", { autoscalingGroupName: UNKNOWN, tag }] as const);
    expect(created(nodeGroup, ...tags)).toEqual(["Auto Scaling groups: fan-out"]);
    expect(created(nodeGroup, ...tags.slice(1))).toEqual(["Auto Scaling groups: fan-out Project"]);
  });

  it("finds objects that EKS creates without tags because the stack leaves them to EKS", () => {
    expect(created(["aws:eks/nodeGroup:NodeGroup", {}])).toContain("instances and volumes: fan-out Project Owner");
    const cluster = { name: "shop-dev", enabledClusterLogTypes: ["audit"], computeConfig: { nodePools: ["system"] } };
    const logGroup = ["aws:cloudwatch/logGroup:LogGroup", { name: "/aws/eks/shop-dev/cluster" }] as const;
    const without = created(["aws:eks/cluster:Cluster", cluster]);
    expect(without).toContain("log groups: fan-out Project Owner");
    expect(without).toContain("nodes of built-in node pools: fan-out Project Owner");
    expect(created(["aws:eks/cluster:Cluster", cluster], logGroup).join()).not.toContain("log groups");
  });

  it("requires a template for repositories that ECR creates for a cache or a replica", () => {
    const cache = ["aws:ecr/pullThroughCacheRule:PullThroughCacheRule", { ecrRepositoryPrefix: "quay/x" }] as const;
    const rules = [{ repositoryFilters: [{ filter: "shop/" }] }];
    const replication = [
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
      { replicationConfiguration: { rules } },
    ] as const;
    const template = (prefix: string, use: string) =>
      [
        "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        { prefix, appliedFors: [use], resourceTags: TAGS },
      ] as const;
    const lacking = "repositories of quay/x: service-setting Project Owner";
    expect(created(cache, template("qua", "PULL_THROUGH_CACHE"), template("ROOT", "REPLICATION"))).toContain(lacking);
    expect(created(cache, template("quay", "PULL_THROUGH_CACHE")).join()).not.toContain("Owner");
    expect(created(replication)).toEqual(["repositories of shop/: service-setting Project Owner"]);
    expect(created(replication, template("shop", "REPLICATION")).join()).not.toContain("Owner");
  });

  it("finds the tags of access points in the configuration of the EFS CSI driver", () => {
    const storageClass = ["kubernetes:storage.k8s.io/v1:StorageClass", { provisioner: "efs.csi.aws.com" }] as const;
    const driver = ["aws:eks/addon:Addon", addon("aws-efs-csi-driver", { controller: { tags: TAGS } })] as const;
    expect(created(storageClass)).toEqual(["access points: fan-out Project Owner"]);
    expect(created(storageClass, driver)).toEqual(["access points: fan-out"]);
  });

  it("knows that AWS Backup copies tags, and that services own some network interfaces", () => {
    expect(created(["aws:backup/plan:Plan", {}])).toEqual(["recovery points: service-setting"]);
    expect(created(["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Gateway" }])).toEqual([]);
    expect(created(["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType: "Interface" }])).toEqual([
      "network interfaces of the service: none",
    ]);
  });

  it("decides nothing about configuration values that a preview does not know", () => {
    const props = { addonName: "vpc-cni", configurationValues: UNKNOWN };
    expect(created(["aws:eks/addon:Addon", props])).toEqual(["network interfaces: fan-out Project Owner ?"]);
  });
});

function addon(addonName: string, values: object): StackResource["props"] {
  return { addonName, configurationValues: JSON.stringify(values) };
}

describe("the keys that a stack requires", () => {
  const provider = (tags: object): StackResource => ({
    name: "aws",
    type: "pulumi:providers:aws",
    props: { defaultTags: JSON.stringify({ tags }) },
  });

  it("are those of the default tags of all its providers", () => {
    expect(defaultTagKeys([provider({ Owner: "web" }), provider({ Owner: "web", Team: "a" })])).toEqual([
      "Owner",
      "Team",
    ]);
  });

  it("are those of a platform for a stack without default tags", () => {
    expect(defaultTagKeys([provider({})])).toEqual(Object.values(DEFAULT_TAG_KEYS));
  });
});
