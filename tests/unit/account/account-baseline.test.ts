import { AccountBaseline } from "../../../components/account";
import { type Recording, record } from "../../support/record";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

function recordAccount(baseline: boolean, preview = false): Promise<Recording<AccountBaseline>> {
  return record(() => new AccountBaseline("account", { platformName: "groundwork-test", baseline }, {}), { preview });
}

describe("AccountBaseline", () => {
  it("touches nothing of the account unless it is told to", async () => {
    const { resources } = await recordAccount(false);
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
    expect((await recordAccount(true)).one(type).inputs).toEqual(inputs);
  });

  it("never takes a protection away: Pulumi forgets all but the analyzer, which protects nothing (hashicorp/terraform-provider-aws#8771)", async () => {
    const { resources } = await recordAccount(true);
    const ofAws = resources.filter(({ custom }) => custom);
    const deleted = ofAws.filter(({ options }) => !options.retainOnDelete).map(({ type }) => type);
    expect(ofAws).toHaveLength(7);
    expect(deleted).toEqual([ANALYZER]);
  });

  it("registers the same resources in a preview", async () => {
    const names = async (preview: boolean) =>
      (await recordAccount(true, preview)).resources.map(({ type, name }) => [type, name]);
    const created = await names(false);
    await expect(names(true)).resolves.toEqual(created);
  });
});
