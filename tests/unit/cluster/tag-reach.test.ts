import { type Recording, type RecordedResource, key } from "../../support/record";
import { FAN_OUT, KARPENTER, recordCluster } from "./fixture";

const TAGS = { Project: "groundwork", CostCenter: "4711" };
const CLUSTER_TAG = "kubernetes.io/cluster/";

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster({ karpenter: KARPENTER });
});

function configuration(addon: string): Record<string, Record<string, unknown>> {
  const { inputs } = recording.one("aws:eks/addon:Addon", `cluster-${addon}`);
  return JSON.parse(String(inputs["configurationValues"])) as Record<string, Record<string, unknown>>;
}

/** Every place where AWS or Kubernetes makes something for us that the provider's default tags do not reach. */
describe("the tags of the platform are set on", () => {
  it.each(["instance", "volume", "network-interface"])("the %s of each node", (resourceType) => {
    const specifications = recording.one("aws:ec2/launchTemplate:LaunchTemplate").inputs["tagSpecifications"];
    expect(specifications).toContainEqual({ resourceType, tags: { ...TAGS, Name: "groundwork-prod-system" } });
  });

  it("the interfaces that the CNI adds to a node", () => {
    expect(JSON.parse(String(configuration("vpc-cni")["env"]?.["ADDITIONAL_ENI_TAGS"]))).toEqual(TAGS);
  });

  it("the Auto Scaling group behind a node group, without a second copy on its instances", () => {
    const [resources] = recording.one("aws:eks/nodeGroup:NodeGroup").state["resources"] as [
      { autoscalingGroups: { name: string }[] },
    ];
    const autoscalingGroupName = resources.autoscalingGroups[0]?.name;
    expect(recording.ofType("aws:autoscaling/tag:Tag").map(({ inputs }) => inputs)).toEqual(
      FAN_OUT.autoScalingGroup.map((tag) => ({ autoscalingGroupName, tag })),
    );
  });

  it("the security group that EKS creates", () => {
    const { vpcConfig } = recording.one("aws:eks/cluster:Cluster").state as {
      vpcConfig: { clusterSecurityGroupId: string };
    };
    const resourceId = vpcConfig.clusterSecurityGroupId;
    expect(recording.ofType("aws:ec2/tag:Tag").map(({ inputs }) => inputs)).toEqual(
      Object.entries(TAGS).map(([tag, value]) => ({ resourceId, key: tag, value })),
    );
  });

  it("all resources that Karpenter creates for a node, by its EC2NodeClass", () => {
    const { spec } = recording.one("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass").inputs as {
      spec: { tags: unknown };
    };
    expect(spec.tags).toEqual(TAGS);
  });

  it("volumes of claims, by the EBS CSI driver and by the StorageClasses of the platform", () => {
    expect(configuration("aws-ebs-csi-driver")["controller"]?.["extraVolumeTags"]).toEqual(TAGS);
    expect(
      recording.one("kubernetes:storage.k8s.io/v1:StorageClass", "cluster-gp3").inputs["parameters"],
    ).toMatchObject(FAN_OUT.storageClass);
  });
});

it("the tags of the platform are an input of these resources only, each of which has a test (pulumi/pulumi-eks#635)", () => {
  const places = recording.resources.map(({ name, inputs }) => [name, JSON.stringify(inputs).split("4711").length - 1]);
  expect(Object.fromEntries(places.filter(([, count]) => count !== 0))).toEqual({
    // instance, volume, network interface
    "cluster-nodes-system-template": 3,
    "cluster-nodes-system-asg-CostCenter": 1,
    "cluster-security-group-CostCenter": 1,
    "cluster-vpc-cni": 1,
    "cluster-aws-ebs-csi-driver": 1,
    "cluster-gp3": 1,
    "cluster-gp3-retain": 1,
    "cluster-karpenter-class-apps": 1,
  });
});

it("only the security group that EKS creates has the tag of the cluster (terraform-aws-modules/terraform-aws-eks#2468)", () => {
  expect(recording.ofType("aws:ec2/securityGroup:SecurityGroup")).toEqual([]);
  const tagged = recording.resources.filter((resource) => tagKeys(resource).some((tag) => tag.startsWith(CLUSTER_TAG)));
  expect(tagged.map(key)).toEqual([]);
});

it("no resource repeats a default tag, which a preview would show as a separate difference", () => {
  const repeating = recording.resources.filter(({ inputs }) =>
    Object.keys(inputs["tags"] ?? {}).some((tag) => tag !== "Name"),
  );
  expect(repeating.map(key)).toEqual([]);
});

/** Keys of a resource's own tags, of those in a template, and of a tag that is a resource. */
function tagKeys({ type, inputs }: RecordedResource): string[] {
  const specifications = (inputs["tagSpecifications"] ?? []) as { tags: object }[];
  const own = type === "aws:ec2/tag:Tag" ? [String(inputs["key"])] : Object.keys(inputs["tags"] ?? {});
  return [...own, ...specifications.flatMap(({ tags }) => Object.keys(tags))];
}
