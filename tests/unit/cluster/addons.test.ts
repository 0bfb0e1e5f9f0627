import type { NodeGroupArgs } from "../../../components/cluster";
import type { CoreAddonName } from "../../../domain/cluster/addons/catalog";
import { type Recording, type RecordedResource } from "../../support/record";
import { NODE_GROUP, recordCluster } from "./fixture";

const ADDON = "aws:eks/addon:Addon";

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster();
});

function addon(name: CoreAddonName): RecordedResource["inputs"] {
  return recording.one(ADDON, `cluster-${name}`).inputs;
}

function roleArn(name: string): unknown {
  return recording.one("aws:iam/role:Role", name).state["arn"];
}

describe("every add-on", () => {
  it.each<[CoreAddonName, string]>([
    ["vpc-cni", "v1.22.4-eksbuild.3"],
    ["kube-proxy", "v1.35.3-eksbuild.21"],
    ["eks-pod-identity-agent", "v1.3.10-eksbuild.3"],
    ["coredns", "v1.13.2-eksbuild.21"],
    ["metrics-server", "v0.9.0-eksbuild.5"],
    ["aws-ebs-csi-driver", "v1.63.1-eksbuild.1"],
    ["eks-node-monitoring-agent", "v1.7.0-eksbuild.1"],
  ])("%s has the locked version and a complete configuration", (name, addonVersion) => {
    expect(addon(name)).toMatchObject({ addonName: name, addonVersion, clusterName: "groundwork-prod" });
    expect(JSON.parse(String(addon(name)["configurationValues"]))).toEqual(expect.any(Object));
  });

  it("exists once, and there are no others", () => {
    expect(recording.ofType(ADDON)).toHaveLength(7);
  });

  it("overwrites existing configuration, except CoreDNS, whose autoscaler sets the replicas", () => {
    const onUpdate = recording
      .ofType(ADDON)
      .map(({ inputs }) => [inputs["addonName"], inputs["resolveConflictsOnUpdate"]]);
    expect(Object.fromEntries(onUpdate)).toEqual({
      "vpc-cni": "OVERWRITE",
      "kube-proxy": "OVERWRITE",
      "eks-pod-identity-agent": "OVERWRITE",
      coredns: "PRESERVE",
      "metrics-server": "OVERWRITE",
      "aws-ebs-csi-driver": "OVERWRITE",
      "eks-node-monitoring-agent": "OVERWRITE",
    });
    expect(new Set(recording.ofType(ADDON).map(({ inputs }) => inputs["resolveConflictsOnCreate"]))).toEqual(
      new Set(["OVERWRITE"]),
    );
  });
});

describe("CIS 5.2.1: permissions of add-ons", () => {
  it.each<[CoreAddonName, string, string]>([
    ["vpc-cni", "aws-node", "AmazonEKS_CNI_Policy"],
    ["aws-ebs-csi-driver", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy"],
  ])("%s has a role for its service account", (name, serviceAccount, policy) => {
    expect(addon(name)["podIdentityAssociations"]).toEqual([
      { serviceAccount, roleArn: roleArn(`cluster-${name}-role`) },
    ]);
    const attached = recording
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name: attachment }) => attachment.startsWith(`cluster-${name}-role-`));
    expect(attached.map(({ inputs }) => inputs["policyArn"])).toEqual([`arn:aws:iam::aws:policy/${policy}`]);
  });

  it.each<CoreAddonName>([
    "kube-proxy",
    "eks-pod-identity-agent",
    "coredns",
    "metrics-server",
    "eks-node-monitoring-agent",
  ])("%s has no role", (name) => {
    expect(addon(name)["podIdentityAssociations"]).toEqual([]);
  });

  it.each(["cluster-vpc-cni-role", "cluster-aws-ebs-csi-driver-role"])(
    "%s can be assumed by Pod Identity only",
    (name) => {
      const { inputs } = recording.one("aws:iam/role:Role", name);
      expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toMatchObject({
        Statement: [{ Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
      });
    },
  );
});

describe("the node monitoring agent", () => {
  const agents = async (...autoRepair: readonly boolean[]): Promise<number> => {
    const groups = autoRepair.map((repairs, index) => [`group-${index}`, { ...NODE_GROUP, autoRepair: repairs }]);
    const { resources } = await recordCluster({
      nodeGroups: Object.fromEntries(groups) as Record<string, NodeGroupArgs>,
    });
    return resources.filter(({ name }) => name === "cluster-eks-node-monitoring-agent").length;
  };

  it("exists once if a node group has autoRepair", async () => {
    expect(await agents(false, true, true)).toBe(1);
  });

  it("does not exist if no node group has autoRepair", async () => {
    expect(await agents(false, false)).toBe(0);
  });
});
