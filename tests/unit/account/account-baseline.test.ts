import { AccountBaseline, type AccountBaselineArgs } from "../../../components/account";
import { type Recording, record } from "../../support/record";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

const ARGS: AccountBaselineArgs = {
  platformName: "groundwork-test",
  accountId: "111122223333",
  tags: { Project: "groundwork" },
  baseline: true,
  registry: { scanning: "basic", replicatedPrefixes: [], pullThroughCaches: {} },
};

function recordAccount(args: Partial<AccountBaselineArgs> = {}, preview = false): Promise<Recording<AccountBaseline>> {
  return record(() => new AccountBaseline("account", { ...ARGS, ...args }, {}), { preview });
}

describe("AccountBaseline", () => {
  it("touches nothing of the account unless it is told to", async () => {
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

  it("never takes a protection away: Pulumi forgets all but the analyzer, which protects nothing (hashicorp/terraform-provider-aws#8771)", async () => {
    const { resources } = await recordAccount();
    const ofAws = resources.filter(({ custom }) => custom);
    const deleted = ofAws.filter(({ options }) => !options.retainOnDelete).map(({ type }) => type);
    expect(ofAws).toHaveLength(7);
    expect(deleted).toEqual([ANALYZER]);
  });

  it("registers the same resources in a preview", async () => {
    const names = async (preview: boolean) =>
      (await recordAccount({}, preview)).resources.map(({ type, name }) => [type, name]);
    const created = await names(false);
    await expect(names(true)).resolves.toEqual(created);
  });

  it("scans images again and again when told to", async () => {
    const registry = { ...ARGS.registry, scanning: "enhanced" as const };
    const scanning = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
    expect((await recordAccount({ registry })).one(scanning).inputs).toEqual({
      scanType: "ENHANCED",
      rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
    });
  });

  it("sets up the registry only together with the rest", async () => {
    const registry = { ...ARGS.registry, pullThroughCaches: { quay: { upstream: "quay.io" } } };
    const cache = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
    expect((await recordAccount({ registry, baseline: false })).ofType(cache)).toEqual([]);
    expect((await recordAccount({ registry })).ofType(cache)).toHaveLength(1);
  });
});
