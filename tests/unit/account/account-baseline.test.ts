import { AccountBaseline, type AccountArgs } from "../../../components/account";
import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";
import { type Recording, record } from "../../support/record";
import { ACCOUNT } from "./fixture";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

const DOCUMENT_SHARING =
  "arn:aws:ssm:eu-west-1:111122223333:servicesetting/ssm/documents/console/public-sharing-permission";

const ARGS: AccountArgs = { ...ACCOUNT, baseline: true };

function recordAccount(
  args: Partial<AccountArgs> = {},
  preview = false,
  world = new World(),
): Promise<Recording<AccountBaseline>> {
  return record(() => new AccountBaseline("account", { ...ARGS, ...args }, {}), { preview, world });
}

/** An account in which everything that the baseline sets was set before, by somebody else. */
function settledAccount(): World {
  const world = new World();
  const cloud = new Cloud(world);
  const settings: [string, Record<string, unknown>][] = [
    ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", { blockPublicAcls: false }],
    ["aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: false }],
    ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state: "unblocked" }],
    ["aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", { state: "unblocked" }],
    ["aws:ssm/serviceSetting:ServiceSetting", { settingId: DOCUMENT_SHARING, settingValue: "Enable" }],
    ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens: "optional" }],
    ["aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", { scanType: "BASIC", rules: [] }],
    ["aws:ecr/replicationConfiguration:ReplicationConfiguration", { replicationConfiguration: { rules: [] } }],
    [ANALYZER, { analyzerName: "of-the-organization", type: "ACCOUNT" }],
  ];
  for (const [type, inputs] of settings) cloud.create(type, "theirs", inputs, TEST_SCOPE);
  return world;
}

describe("AccountBaseline", () => {
  it("manages no setting of the account by default", async () => {
    const { resources } = await recordAccount({ baseline: false });
    expect(resources.map(({ name }) => name)).toEqual(["account"]);
  });

  it.each<[string, string, object]>([
    [
      "S3.1: no bucket of the account can be public",
      "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ],
    ["EC2.7: new volumes are encrypted", "aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: true }],
    [
      "EC2.1: no snapshot is public, not even one that was",
      "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
      { state: "block-all-sharing" },
    ],
    [
      "no image becomes public",
      "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
      { state: "block-new-sharing" },
    ],
    [
      "SSM.7: no SSM document becomes public",
      "aws:ssm/serviceSetting:ServiceSetting",
      {
        settingId: DOCUMENT_SHARING,
        settingValue: "Disable",
      },
    ],
    [
      "EC2.8: instance metadata takes a token, and holds no tags",
      "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      { httpTokens: "required", instanceMetadataTags: "disabled" },
    ],
    [
      "ECR.1: every image is scanned when it is pushed",
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
      {
        scanType: "BASIC",
        rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
      },
    ],
    [
      "IAM.28: access from outside the account is found",
      ANALYZER,
      { analyzerName: "groundwork-test-external-access", type: "ACCOUNT" },
    ],
  ])("%s", async (_, type, inputs) => {
    expect((await recordAccount()).one(type).inputs).toEqual(inputs);
  });

  it("retains all protections when it is deleted, but not the analyzer, which protects nothing (hashicorp/terraform-provider-aws#8771)", async () => {
    const { resources } = await recordAccount();
    const ofAws = resources.filter(({ custom }) => custom);
    const deleted = ofAws.filter(({ options }) => !options.retainOnDelete).map(({ type }) => type);
    expect(ofAws).toHaveLength(8);
    expect(deleted).toEqual([ANALYZER]);
  });

  it("takes over every setting of the account, and creates no analyzer with `existing`", async () => {
    const settings = {
      ...ARGS,
      secondRegion: "eu-central-1",
      registry: { ...ARGS.registry, replicatedPrefixes: ["a1"] },
    };
    const world = settledAccount();
    const recording = await recordAccount({ ...settings, accessAnalyzer: "existing" }, false, world);
    expect(recording.ofType(ANALYZER)).toEqual([]);
    expect(world.ofType(ANALYZER).map(({ id }) => id)).toEqual(["of-the-organization"]);
    expect(
      world.ofType("aws:ebs/encryptionByDefault:EncryptionByDefault").map(({ state }) => state["enabled"]),
    ).toEqual([true]);
  });

  it("registers the same resources in a preview", async () => {
    const names = async (preview: boolean) =>
      (await recordAccount({}, preview)).resources.map(({ type, name }) => [type, name]);
    const created = await names(false);
    await expect(names(true)).resolves.toEqual(created);
  });

  it("scans images continuously with `enhanced`", async () => {
    const registry = { ...ARGS.registry, scanning: "enhanced" as const };
    const scanning = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
    expect((await recordAccount({ registry })).one(scanning).inputs).toEqual({
      scanType: "ENHANCED",
      rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
    });
  });

  it("configures the registry only with the baseline", async () => {
    const registry = { ...ARGS.registry, pullThroughCaches: { quay: { upstream: "quay.io" } } };
    const cache = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
    expect((await recordAccount({ registry, baseline: false })).ofType(cache)).toEqual([]);
    expect((await recordAccount({ registry })).ofType(cache)).toHaveLength(1);
  });
});
