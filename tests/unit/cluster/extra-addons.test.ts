import { type Recording } from "../../support/record";
import { KARPENTER, NODE_GROUP, recordCluster, waitsFor } from "./fixture";

const ADDON = "aws:eks/addon:Addon";
const POLICY = "arn:aws:iam::aws:policy/AmazonFSxFullAccess";
const FSX = {
  "aws-fsx-csi-driver": {
    version: "v1.7.0-eksbuild.1",
    configuration: { controller: { replicaCount: 3 } },
    serviceAccounts: { "fsx-csi-controller-sa": { policyArns: [POLICY] } },
  },
};

function configurationOf(recording: Recording<unknown>, addon: string): unknown {
  return JSON.parse(String(recording.one(ADDON, `cluster-${addon}`).inputs["configurationValues"]));
}

describe("an add-on outside the catalog", () => {
  it("has the version, configuration and policies of the stack file", async () => {
    const recording = await recordCluster({ extraAddons: FSX });
    const role = recording.one("aws:iam/role:Role", "cluster-aws-fsx-csi-driver.fsx-csi-controller-sa-role");
    const attachment = recording.one(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "cluster-aws-fsx-csi-driver.fsx-csi-controller-sa-role-AmazonFSxFullAccess",
    );
    expect(attachment.inputs["policyArn"]).toBe(POLICY);
    expect(recording.one(ADDON, "cluster-aws-fsx-csi-driver").inputs).toMatchObject({
      addonName: "aws-fsx-csi-driver",
      addonVersion: "v1.7.0-eksbuild.1",
      podIdentityAssociations: [{ serviceAccount: "fsx-csi-controller-sa", roleArn: role.state["arn"] }],
    });
    expect(configurationOf(recording, "aws-fsx-csi-driver")).toEqual({ controller: { replicaCount: 3 } });
  });

  it("has a role whose name IAM accepts, however long the names of add-on and service account are", async () => {
    const addon = "amazon-sagemaker-hyperpod-taskgovernance";
    const serviceAccounts = { "hyperpod-task-governance-controller-manager": { policyArns: [POLICY] } };
    const recording = await recordCluster({
      extraAddons: { [addon]: { version: "v1.0.0-eksbuild.1", serviceAccounts } },
    });
    const role = recording
      .ofType("aws:iam/role:Role")
      .find(({ name }) => name.startsWith(`cluster-${addon.slice(0, 8)}`));
    expect(role?.name.length).toBeLessThanOrEqual(64 - 8);
  });

  it("has a separate role, even if names of add-ons and service accounts form the same text", async () => {
    const version = "v1.0.0-eksbuild.1";
    const account = (name: string): Record<string, { policyArns: string[] }> => ({ [name]: { policyArns: [POLICY] } });
    const extraAddons = {
      "vendor_a-b": { version, serviceAccounts: account("c") },
      vendor_a: { version, serviceAccounts: account("b-c") },
    };
    const roles = (await recordCluster({ extraAddons })).ofType("aws:iam/role:Role").map(({ name }) => name);
    expect(roles).toEqual(expect.arrayContaining(["cluster-vendor_a-b.c-role", "cluster-vendor_a.b-c-role"]));
  });

  it("waits for Karpenter's node pools where every node group has a taint, since its tolerations are unknown", async () => {
    const taints = [{ key: "CriticalAddonsOnly", effect: "NO_SCHEDULE" }] as const;
    const nodeGroups = { system: { ...NODE_GROUP, taints } };
    const recording = await recordCluster({ extraAddons: FSX, nodeGroups, karpenter: KARPENTER });
    expect(waitsFor(recording, recording.one(ADDON, "cluster-aws-fsx-csi-driver"))).toContain(
      "kubernetes:karpenter.sh/v1:NodePool::cluster-karpenter-pool-apps",
    );
  });
});

describe("configuration and values of the stack file", () => {
  it("are merged over those of an add-on", async () => {
    const version = "v8.6.0-eksbuild.6";
    const recording = await recordCluster({
      optionalAddons: { "snapshot-controller": { version, configuration: { replicaCount: 3 } } },
    });
    expect(configurationOf(recording, "snapshot-controller")).toEqual({
      tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
      replicaCount: 3,
    });
  });

  it.each([
    ["loadBalancerController", "cluster-load-balancers-release"],
    ["externalSecrets", "cluster-external-secrets-release"],
    ["karpenter", "cluster-karpenter-controller"],
  ])("are merged over those of the chart of %s, except for the name of its service account", async (key, release) => {
    const values = { serviceAccount: { name: "other", annotations: { team: "platform" } } };
    const chart = { version: "3.5.0", isolatedVpc: false, values };
    const recording = await recordCluster({ [key]: key === "karpenter" ? { ...KARPENTER, values } : chart });
    const { inputs } = recording.one("kubernetes:helm.sh/v3:Release", release);
    expect(inputs["values"]).toMatchObject({
      serviceAccount: { name: expect.not.stringMatching("other") as string, annotations: { team: "platform" } },
    });
  });
});
