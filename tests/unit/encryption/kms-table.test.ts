import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";

function cloudWithKey(inputs: Props = {}) {
  const cloud = new Cloud(new World());
  return { cloud, key: cloud.create(KEY, "k", inputs, SCOPE) };
}

describe("a key in the sandbox", () => {
  it("has a UUID as its ID, with which its ARN ends", () => {
    const { key } = cloudWithKey();
    expect(key.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(key.state).toMatchObject({ keyId: key.id, arn: `arn:aws:kms:eu-west-1:111122223333:key/${key.id}` });
  });

  it.each([6, 31])("refuses a deletion window of %i days", (deletionWindowInDays) => {
    expect(() => cloudWithKey({ deletionWindowInDays })).toThrow(
      `ValidationException: deletionWindowInDays must be from 7 to 30, not ${deletionWindowInDays}`,
    );
  });

  it("refuses a policy that locks the account out", () => {
    expect(() => cloudWithKey({ policy: '{"Statement":[]}' })).toThrow("MalformedPolicyDocumentException");
  });

  it("changes its rotation in place, and is replaced by another kind of key", () => {
    const { cloud } = cloudWithKey();
    expect(cloud.diff(KEY, { enableKeyRotation: false }, { enableKeyRotation: true }).replaces).toEqual([]);
    expect(cloud.diff(KEY, { multiRegion: false }, { multiRegion: true }).replaces).toEqual(["multiRegion"]);
  });

  it("can be scheduled for deletion while something uses it", () => {
    const { cloud, key } = cloudWithKey();
    cloud.create(ALIAS, "a", { name: "alias/a", targetKeyId: key.id }, SCOPE);
    cloud.delete(KEY, key.id);
    expect(cloud.world.get(KEY, key.id)).toBeUndefined();
  });
});

describe("an alias in the sandbox", () => {
  it("outputs the ARN of its key", () => {
    const { cloud, key } = cloudWithKey();
    const alias = cloud.create(ALIAS, "a", { name: "alias/team/data", targetKeyId: key.id }, SCOPE);
    expect(alias).toMatchObject({ id: "alias/team/data", state: { targetKeyArn: key.state["arn"] } });
  });

  it.each([
    ["data", "is not a valid alias"],
    ["alias/aws/s3", "is reserved"],
  ])("cannot be called %s", (name, message) => {
    const { cloud, key } = cloudWithKey();
    expect(() => cloud.create(ALIAS, "a", { name, targetKeyId: key.id }, SCOPE)).toThrow(message);
  });

  it("needs its key", () => {
    const { cloud } = cloudWithKey();
    expect(() => cloud.create(ALIAS, "a", { name: "alias/a", targetKeyId: "none" }, SCOPE)).toThrow(
      'NotFoundException: key "none" does not exist',
    );
  });
});
