import type { NodeGroupArgs } from "../../../components/cluster";
import { renderBottlerocketSettings } from "../../../components/cluster/compute/bottlerocket-settings";
import type { RecordedResource, Recording } from "../../support/record";
import { createCluster, NODE_GROUP, recordCluster } from "./fixture";

const NODES = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

async function nodeGroup(overrides: Partial<NodeGroupArgs> = {}): Promise<RecordedResource> {
  return (await recordCluster({ nodeGroups: { system: { ...NODE_GROUP, ...overrides } } })).one(NODES);
}

/** By their ids in Security Hub, CIS EKS 1.8 and Checkov (CKV_AWS). */
describe("security controls of nodes", () => {
  let recording: Recording<unknown>;

  beforeAll(async () => {
    recording = await recordCluster();
  });

  it("EC2.8, EC2.170, AutoScaling.3: instance metadata requires IMDSv2", () => {
    expect(recording.one(TEMPLATE).inputs["metadataOptions"]).toMatchObject({
      httpEndpoint: "enabled",
      httpTokens: "required",
    });
  });

  it("AutoScaling.4, CKV 341: instance metadata has a hop limit of 1, and no tags", () => {
    expect(recording.one(TEMPLATE).inputs["metadataOptions"]).toMatchObject({
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
  });

  it("EC2.3, EC2.181: every volume is encrypted", () => {
    const volumes = recording.one(TEMPLATE).inputs["blockDeviceMappings"] as { ebs: { encrypted: string } }[];
    expect(volumes.map(({ ebs }) => ebs.encrypted)).toEqual(["true"]);
  });

  it("EC2.9, EC2.25, CKV 100: nodes have no public address, no SSH key, and no security group of the template", () => {
    const { inputs } = recording.one(NODES);
    expect(inputs["subnetIds"]).toEqual(["subnet-private-a", "subnet-private-b"]);
    expect(inputs).not.toHaveProperty("remoteAccess");
    const template = recording.one(TEMPLATE).inputs;
    for (const opening of ["networkInterfaces", "keyName", "vpcSecurityGroupIds", "userData", "imageId"]) {
      expect(template).not.toHaveProperty(opening);
    }
  });

  it("AutoScaling.2, AutoScaling.6, AutoScaling.9: groups have several zones, several types and a launch template", () => {
    const { inputs } = recording.one(NODES);
    expect(inputs["subnetIds"]).toHaveLength(2);
    expect(inputs["instanceTypes"]).toEqual(["m7g.large", "m6g.large"]);
    expect(inputs["launchTemplate"]).toMatchObject({ id: recording.one(TEMPLATE).id });
  });

  it("CIS 5.1.3, SSM.1: the node role can pull images and open sessions, and cannot configure networks", () => {
    const policies = recording
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name }) => name.startsWith("cluster-node-role-"))
      .map(({ inputs }) => inputs["policyArn"]);
    expect(policies).toEqual([
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
  });
});

describe("a node group", () => {
  it("has the version of its cluster", async () => {
    expect((await nodeGroup()).inputs["version"]).toBe("1.35");
  });

  it("has the configured AMI release, or none", async () => {
    expect((await nodeGroup({ releaseVersion: "1.35.2-20260915" })).inputs["releaseVersion"]).toBe("1.35.2-20260915");
    expect((await nodeGroup()).inputs).not.toHaveProperty("releaseVersion");
  });

  it("has the version number of its launch template, so that a changed template changes the group", async () => {
    const recording = await recordCluster();
    const { latestVersion } = recording.one(TEMPLATE).state;
    expect(recording.one(NODES).inputs["launchTemplate"]).toEqual({
      id: recording.one(TEMPLATE).id,
      version: String(latestVersion),
    });
  });

  it("ignores changes of its size, which an autoscaler makes", async () => {
    const { inputs, options } = await nodeGroup({ minSize: 1, desiredSize: 2, maxSize: 9 });
    expect(inputs["scalingConfig"]).toEqual({ minSize: 1, desiredSize: 2, maxSize: 9 });
    expect(options.ignoreChanges).toEqual(["scalingConfig.desiredSize"]);
  });

  it("has no fixed name, so that its replacement can be created before it is deleted (terraform-aws-modules/terraform-aws-eks#1191)", async () => {
    const { name, inputs } = await nodeGroup();
    expect(name).toBe("cluster-nodes-system");
    expect(inputs).not.toHaveProperty("nodeGroupName");
  });

  it("passes labels, taints, capacity type and update settings", async () => {
    const taints = [
      // One that the cluster's own pods tolerate: this is the only group.
      { key: "CriticalAddonsOnly", value: "batch", effect: "NO_SCHEDULE" as const },
      { key: "spot", effect: "PREFER_NO_SCHEDULE" as const },
    ];
    const { inputs } = await nodeGroup({
      capacityType: "SPOT",
      maxUnavailablePercentage: 50,
      labels: { pool: "batch" },
      taints,
    });
    expect(inputs).toMatchObject({
      capacityType: "SPOT",
      updateConfig: { maxUnavailablePercentage: 50 },
      labels: { pool: "batch" },
      taints,
    });
  });

  it.each(["DEFAULT", "MINIMAL"] as const)("updates with the strategy %s", async (updateStrategy) => {
    expect((await nodeGroup({ updateStrategy })).inputs["updateConfig"]).toEqual({
      maxUnavailablePercentage: 33,
      updateStrategy,
    });
  });

  it.each([true, false])("sets node repair to %s", async (autoRepair) => {
    expect((await nodeGroup({ autoRepair })).inputs["nodeRepairConfig"]).toEqual({ enabled: autoRepair });
  });

  it("uses the private subnets of the configured zones", async () => {
    expect((await nodeGroup({ zones: ["b"] })).inputs["subnetIds"]).toEqual(["subnet-private-b"]);
  });

  it("is refused in a zone without a private subnet, before resources are created", () => {
    expect(() => createCluster({ nodeGroups: { system: { ...NODE_GROUP, zones: ["c"] } } })).toThrow(
      "node group system has zone c, and there are private subnets only in a, b",
    );
  });

  it("has a warm pool if configured", async () => {
    const unlimited = { minSize: 1, poolState: "STOPPED", reuseOnScaleIn: false } as const;
    const warmPool = { ...unlimited, maxGroupPreparedCapacity: 4 };
    expect((await nodeGroup({ warmPool })).inputs["warmPoolConfig"]).toEqual(warmPool);
    // EKS keeps a limit that is omitted.
    expect((await nodeGroup({ warmPool: unlimited })).inputs["warmPoolConfig"]).toEqual({
      ...unlimited,
      maxGroupPreparedCapacity: -1,
    });
    expect((await nodeGroup()).inputs).not.toHaveProperty("warmPoolConfig");
  });

  it("has user data only with Bottlerocket settings", async () => {
    const bottlerocket = { maxPods: 58, adminContainer: false, sysctls: {} };
    const settings = { amiType: "BOTTLEROCKET_ARM_64" as const, bottlerocket };
    const recording = await recordCluster({
      nodeGroups: { plain: NODE_GROUP, rocket: { ...NODE_GROUP, ...settings } },
    });
    const [plain, rocket] = ["plain", "rocket"].map(
      (key) => recording.one(TEMPLATE, `cluster-nodes-${key}-template`).inputs["userData"],
    );
    expect(plain).toBeUndefined();
    expect(Buffer.from(String(rocket), "base64").toString()).toBe(renderBottlerocketSettings(bottlerocket));
  });

  it("is unchanged if a second group is added", async () => {
    const alone = await recordCluster();
    const together = await recordCluster({ nodeGroups: { another: NODE_GROUP, system: NODE_GROUP } });
    for (const type of [NODES, TEMPLATE]) {
      const [before] = alone.ofType(type);
      expect(together.one(type, before?.name).inputs).toEqual(before?.inputs);
    }
  });
});
