import type { PodIdentityArgs } from "../../../components/cluster";
import { NAMESPACE, recordCluster, waitsFor } from "./fixture";

const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const POLICY = "arn:aws:iam::111122223333:policy/uploads";
const UPLOADER: PodIdentityArgs = {
  namespace: "web",
  serviceAccount: "uploader",
  policyArns: [POLICY],
  sessionTags: true,
};

describe("pod identities", () => {
  it("have a role that no other pods can assume", async () => {
    const recording = await recordCluster({ podIdentities: { uploader: UPLOADER } });
    const role = recording.one(ROLE, "cluster-pods-uploader-role");
    expect(recording.one(ASSOCIATION).inputs).toEqual({
      clusterName: "groundwork-prod",
      namespace: "web",
      serviceAccount: "uploader",
      roleArn: role.state["arn"],
      disableSessionTags: false,
    });
    expect(JSON.parse(String(role.inputs["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "groundwork-prod",
              "aws:RequestTag/kubernetes-namespace": "web",
              "aws:RequestTag/kubernetes-service-account": "uploader",
            },
          },
        },
      ],
    });
    expect(recording.one(ATTACHMENT, "cluster-pods-uploader-role-uploads").inputs["policyArn"]).toBe(POLICY);
  });

  it("do not require session tags in the trust policy without sessionTags", async () => {
    const recording = await recordCluster({ podIdentities: { uploader: { ...UPLOADER, sessionTags: false } } });
    expect(recording.one(ASSOCIATION).inputs["disableSessionTags"]).toBe(true);
    expect(recording.one(ROLE, "cluster-pods-uploader-role").inputs["assumeRolePolicy"]).not.toContain("Condition");
  });

  it("can use an existing role, and a target role of another account", async () => {
    const roleArn = "arn:aws:iam::111122223333:role/uploader";
    const targetRoleArn = "arn:aws:iam::444455556666:role/reports";
    const uploader = { ...UPLOADER, policyArns: [], roleArn, targetRoleArn };
    const recording = await recordCluster({ podIdentities: { uploader } });
    expect(recording.one(ASSOCIATION).inputs).toMatchObject({ roleArn, targetRoleArn });
    expect(recording.ofType(ROLE).filter(({ name }) => name.includes("pods"))).toEqual([]);
    expect(recording.result.access["pods of web/uploader"]).toBe(`AWS permissions of ${targetRoleArn}`);
  });

  it("exist with their permissions before the pods that use them (aws/containers-roadmap#2507)", async () => {
    const recording = await recordCluster({ podIdentities: { uploader: UPLOADER }, namespaces: { web: NAMESPACE } });
    const needed = [...waitsFor(recording, recording.one("groundwork:cluster:NamespaceBaseline"))];
    expect(needed).toEqual(
      expect.arrayContaining([
        `${ASSOCIATION}::cluster-pods-uploader`,
        `${ATTACHMENT}::cluster-pods-uploader-role-uploads`,
      ]),
    );
  });
});

describe("the OIDC provider", () => {
  it("is created with oidcProvider, for the audience of AWS STS", async () => {
    const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    const recording = await recordCluster({ oidcProvider: true });
    expect(recording.one(type).inputs).toEqual({
      url: await recording.valueOf(recording.result.oidcIssuer),
      clientIdLists: ["sts.amazonaws.com"],
    });
    expect((await recordCluster()).ofType(type)).toEqual([]);
  });
});

describe("the control plane's tier", () => {
  it("is set only if it is configured", async () => {
    const cluster = "aws:eks/cluster:Cluster";
    const tiered = await recordCluster({ controlPlaneTier: "tier-xl" });
    expect(tiered.one(cluster).inputs["controlPlaneScalingConfig"]).toEqual({ tier: "tier-xl" });
    expect((await recordCluster()).one(cluster).inputs).not.toHaveProperty("controlPlaneScalingConfig");
  });
});
