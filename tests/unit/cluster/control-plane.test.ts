import type { ClusterArgs } from "../../../components/cluster";
import type { RecordedResource } from "../../support/record";
import { recordCluster } from "./fixture";

const CLUSTER = "aws:eks/cluster:Cluster";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

async function controlPlane(overrides: Partial<ClusterArgs> = {}): Promise<RecordedResource> {
  return (await recordCluster(overrides)).one(CLUSTER);
}

/** By their ids in Security Hub, CIS EKS 1.8, Checkov (CKV_AWS) and Prowler. */
describe("controls of a production control plane", () => {
  let inputs: RecordedResource["inputs"];
  let options: RecordedResource["options"];

  beforeAll(async () => {
    ({ inputs, options } = await controlPlane());
  });

  it("EKS.1, CKV 38, CKV 39: the API endpoint is private, and there are no public CIDR blocks", () => {
    expect(inputs["vpcConfig"]).toEqual({
      subnetIds: ["subnet-control-plane-a", "subnet-control-plane-b"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
  });

  it("EKS.2, CKV 339: version and support type are set", () => {
    expect(inputs).toMatchObject({ version: "1.35", upgradePolicy: { supportType: "STANDARD" } });
  });

  it("EKS.3, CKV 58: Secrets are encrypted with a customer-managed key", () => {
    expect(inputs["encryptionConfig"]).toEqual({
      provider: { keyArn: expect.stringMatching(/^arn:aws:kms:eu-west-1:111122223333:key\//) as unknown },
      resources: ["secrets"],
    });
  });

  it("EKS.8, CKV 37: all five logs are sent to a group with retention", async () => {
    expect(inputs["enabledClusterLogTypes"]).toEqual([
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    const logGroup = (await recordCluster()).one(LOG_GROUP);
    expect(logGroup.inputs).toMatchObject({ name: "/aws/eks/groundwork-prod/cluster", retentionInDays: 90 });
  });

  it("CIS 4.1.7, 5.5.1: access entries only, and no administrator by accident (terraform-aws-modules/terraform-aws-eks#2968)", () => {
    expect(inputs["accessConfig"]).toEqual({
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
  });

  it("eks_cluster_deletion_protection_enabled: AWS and Pulumi refuse to delete the cluster", async () => {
    expect(inputs["deletionProtection"]).toBe(true);
    expect(options.protect).toBe(true);
    const recording = await recordCluster();
    expect(recording.one(LOG_GROUP).inputs["deletionProtectionEnabled"]).toBe(true);
    expect(recording.one(LOG_GROUP).options.protect).toBe(true);
    expect(recording.one("aws:kms/key:Key").options.protect).toBe(true);
    expect(recording.one("groundwork:cluster:NamespaceBaseline").options.protect).toBe(true);
  });

  it("EKS.6: the cluster has the default tags, and no others that override them", () => {
    expect(inputs).not.toHaveProperty("tags");
  });
});

describe("the control plane", () => {
  it("has no self-managed add-ons, allows zonal shift, and has the configured block of Services", async () => {
    expect((await controlPlane()).inputs).toMatchObject({
      name: "groundwork-prod",
      bootstrapSelfManagedAddons: false,
      zonalShiftConfig: { enabled: true },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
    });
  });

  it("sends logs to a group of the configured class, which is retained on destroy if configured", async () => {
    const kept = (await recordCluster()).one(LOG_GROUP);
    expect([kept.inputs["logGroupClass"], kept.options.retainOnDelete]).toEqual(["STANDARD", true]);
    const cheap = (await recordCluster({ logClass: "INFREQUENT_ACCESS", retainLogs: false })).one(LOG_GROUP);
    expect([cheap.inputs["logGroupClass"], cheap.options.retainOnDelete]).toEqual(["INFREQUENT_ACCESS", false]);
  });

  it("has the tag of the backup plan if configured", async () => {
    expect((await controlPlane({ backup: true })).inputs["tags"]).toEqual({ Backup: "groundwork-prod" });
    expect((await controlPlane()).inputs).not.toHaveProperty("tags");
  });

  it("ignores changes of inputs that EKS reads at creation only", async () => {
    expect((await controlPlane()).options.ignoreChanges).toEqual([
      "bootstrapSelfManagedAddons",
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "vpcConfig.subnetIds",
    ]);
  });

  it("passes the CIDR blocks of a public endpoint", async () => {
    const endpoint = { private: true, public: true, publicCidrs: ["203.0.113.0/24"] };
    expect((await controlPlane({ endpoint })).inputs["vpcConfig"]).toMatchObject({
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
  });

  it("has no KMS key with aws-owned encryption", async () => {
    const recording = await recordCluster({ secretsEncryption: "aws-owned" });
    expect(recording.one(CLUSTER).inputs).not.toHaveProperty("encryptionConfig");
    expect(recording.ofType("aws:kms/key:Key")).toEqual([]);
  });

  it("names its key after the cluster, and has the configured period in which its deletion can be cancelled (terraform-aws-modules/terraform-aws-eks#2436)", async () => {
    const recording = await recordCluster({ keyDeletionWindowDays: 14 });
    expect(recording.one("aws:kms/key:Key").inputs).toMatchObject({
      deletionWindowInDays: 14,
      enableKeyRotation: true,
    });
    expect(recording.one("aws:kms/alias:Alias").inputs["name"]).toBe("alias/groundwork-prod-cluster-secrets");
  });

  it("can be deleted without deletion protection, with its log group, key and namespaces", async () => {
    const recording = await recordCluster({ deletionProtection: false });
    const kept = recording.resources.filter(
      ({ inputs, options }) =>
        options.protect || inputs["deletionProtection"] === true || inputs["deletionProtectionEnabled"] === true,
    );
    expect(kept).toEqual([]);
  });
});

describe("outputs of the cluster", () => {
  it("are those of EKS", async () => {
    const recording = await recordCluster();
    const { result } = recording;
    expect(await recording.valueOf(result.clusterName)).toBe("groundwork-prod");
    expect(await recording.valueOf(result.clusterArn)).toBe(
      "arn:aws:eks:eu-west-1:111122223333:cluster/groundwork-prod",
    );
    expect(await recording.valueOf(result.endpoint)).toMatch(
      /^https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com$/,
    );
    expect(await recording.valueOf(result.oidcIssuer)).toMatch(
      /^https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
    );
    expect(recording.one(CLUSTER).state["vpcConfig"]).toMatchObject({
      clusterSecurityGroupId: await recording.valueOf(result.clusterSecurityGroupId),
    });
    expect(await recording.valueOf(result.nodeRoleArn)).toMatch(/^arn:aws:iam::111122223333:role\/cluster-node-role-/);
  });

  it("include an identifier for the Kubernetes provider that only a new cluster changes", async () => {
    const recording = await recordCluster();
    const { inputs } = recording.one("pulumi:providers:kubernetes");
    expect(inputs["clusterIdentifier"]).toBe(await recording.valueOf(recording.result.oidcIssuer));
    expect(inputs["kubeconfig"]).toBe(await recording.valueOf(recording.result.kubeconfig));
    expect(inputs["enableServerSideApply"]).toBe("true");
  });
});
