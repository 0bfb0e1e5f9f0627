import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ENCRYPTION = "aws:ebs/encryptionByDefault:EncryptionByDefault";
const SNAPSHOTS = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

describe("an account-wide setting in the sandbox", () => {
  it("is overwritten by the stack that sets it last", () => {
    const cloud = new Cloud(new World());
    cloud.create(ENCRYPTION, "first", { enabled: false }, SCOPE);
    cloud.create(ENCRYPTION, "second", { enabled: true }, SCOPE);
    expect(cloud.world.ofType(ENCRYPTION).map(({ name, state }) => [name, state["enabled"]])).toEqual([
      ["second", true],
    ]);
  });

  it("exists once per Region, except the S3 Block Public Access of the account", () => {
    const cloud = new Cloud(new World());
    const block = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
    for (const region of ["eu-west-1", "eu-central-1"]) {
      cloud.create(ENCRYPTION, region, { enabled: true }, { ...SCOPE, region });
      cloud.create(block, region, { blockPublicAcls: true }, { ...SCOPE, region });
    }
    expect([cloud.world.ofType(ENCRYPTION), cloud.world.ofType(block)].map(({ length }) => length)).toEqual([2, 1]);
  });

  it("accepts only its states", () => {
    expect(() => new Cloud(new World()).create(SNAPSHOTS, "s", { state: "block-some" }, SCOPE)).toThrow(
      "InvalidParameterValue: state must be one of block-all-sharing, block-new-sharing, unblocked",
    );
  });
});

describe("an analyzer in the sandbox", () => {
  const create = (cloud: Cloud, analyzerName: string, region = SCOPE.region) =>
    cloud.create(ANALYZER, analyzerName, { analyzerName, type: "ACCOUNT" }, { ...SCOPE, region });

  it("is the only one of its type in account and region", () => {
    const cloud = new Cloud(new World());
    create(cloud, "ours");
    expect(() => create(cloud, "theirs")).toThrow(
      "ServiceQuotaExceededException: the account has an analyzer of type ACCOUNT in eu-west-1; " +
        "set account.accessAnalyzer to existing to use it",
    );
    expect(create(cloud, "elsewhere", "eu-central-1").state["arn"]).toBe(
      "arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/elsewhere",
    );
  });

  it("can still be changed", () => {
    const cloud = new Cloud(new World());
    create(cloud, "ours");
    const change = { analyzerName: "ours", type: "ACCOUNT", tags: { Owner: "us" } };
    expect(cloud.update(ANALYZER, "ours", change, SCOPE).state["tags"]).toEqual({ Owner: "us" });
  });
});
