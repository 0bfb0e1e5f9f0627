import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const PLAN = "aws:backup/plan:Plan";
const TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const TESTING_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const SELECTION = "aws:backup/selection:Selection";

function cloudWithVault(): Cloud {
  const cloud = new Cloud(new World());
  cloud.create(VAULT, "v", { name: "vault" }, SCOPE);
  return cloud;
}

describe("a backup vault in the sandbox", () => {
  it("cannot be deleted while it holds copies", () => {
    const cloud = cloudWithVault();
    cloud.world.drift(VAULT, "vault", { recoveryPoints: 1 });
    expect(() => {
      cloud.delete(VAULT, "vault");
    }).toThrow('InvalidRequestException: the backup vault "vault" contains recovery points');
    cloud.world.drift(VAULT, "vault", { recoveryPoints: 0 });
    cloud.delete(VAULT, "vault");
    expect(cloud.world.objects).toEqual([]);
  });

  it("is replaced with another key", () => {
    expect(cloudWithVault().diff(VAULT, { kmsKeyArn: "a" }, { kmsKeyArn: "b" }).replaces).toEqual(["kmsKeyArn"]);
  });

  it("has a name that AWS accepts", () => {
    expect(() => cloudWithVault().create(VAULT, "w", { name: "a b" }, SCOPE)).toThrow(
      '"name" has characters that are not allowed: "a b"',
    );
  });

  it.each([
    [LOCK, { backupVaultName: "none" }],
    [PLAN, { name: "p", rules: [{ ruleName: "daily", targetVaultName: "none" }] }],
  ])("must exist for a %s", (type, inputs) => {
    expect(() => cloudWithVault().create(type, "x", inputs, SCOPE)).toThrow(
      'ResourceNotFoundException: there is no backup vault "none"',
    );
  });
});

describe("a backup plan in the sandbox", () => {
  it.each([
    [{ deleteAfter: 36_501 }, "DeleteAfterDays must be from 1 to 36500"],
    [{ deleteAfter: 0 }, "DeleteAfterDays must be from 1 to 36500"],
    [{ coldStorageAfter: 30, deleteAfter: 119 }, "DeleteAfterDays must be at least 90 days after"],
  ])("refuses the lifecycle %j", (lifecycle, reason) => {
    const rules = [{ ruleName: "daily", targetVaultName: "vault", lifecycle }];
    expect(() => cloudWithVault().create(PLAN, "p", { name: "p", rules }, SCOPE)).toThrow(reason);
  });

  it("accepts copies that stay in cold storage for 90 days", () => {
    const rules = [
      { ruleName: "daily", targetVaultName: "vault", lifecycle: { coldStorageAfter: 30, deleteAfter: 120 } },
    ];
    expect(cloudWithVault().create(PLAN, "p", { name: "p", rules }, SCOPE).id).not.toBe("");
  });
});

describe("restore testing in the sandbox", () => {
  const PLAN_INPUTS = { name: "p", recoveryPointSelection: { includeVaults: ["*"], selectionWindowDays: 30 } };

  it.each([
    [{ ...PLAN_INPUTS, name: "a-b" }, '"a-b" can contain only letters, digits and underscores'],
    [
      { ...PLAN_INPUTS, recoveryPointSelection: { includeVaults: ["arn:none"] } },
      "ResourceNotFoundException: there is no backup vault arn:none",
    ],
    [
      { ...PLAN_INPUTS, recoveryPointSelection: { includeVaults: ["*"], selectionWindowDays: 366 } },
      "selectionWindowDays must be from 1 to 365",
    ],
  ])("refuses the plan %j", (inputs, reason) => {
    expect(() => cloudWithVault().create(TESTING_PLAN, "p", inputs, SCOPE)).toThrow(reason);
  });

  it("selects by tags or by ARNs, for an existing plan and with an existing role", () => {
    const inputs = { name: "s", restoreTestingPlanName: "none", iamRoleArn: "arn:none", protectedResourceType: "S3" };
    expect(() => cloudWithVault().create(TESTING_SELECTION, "s", inputs, SCOPE)).toThrow(
      'there is no restore testing plan "none"; InvalidParameterValueException: a selection has either ARNs or conditions; InvalidParameterValueException: IAM role arn:none cannot be assumed',
    );
  });

  it("is deleted after its selections", () => {
    const cloud = cloudWithVault();
    const plan = cloud.create(TESTING_PLAN, "p", PLAN_INPUTS, SCOPE);
    const role = cloud.create("aws:iam/role:Role", "r", { name: "r", assumeRolePolicy: TRUST }, SCOPE);
    const inputs = {
      name: "s",
      restoreTestingPlanName: plan.id,
      iamRoleArn: role.state["arn"],
      protectedResourceArns: ["*"],
    };
    const { id } = cloud.create(TESTING_SELECTION, "s", inputs, SCOPE);
    expect(() => {
      cloud.delete(TESTING_PLAN, plan.id);
    }).toThrow('the restore testing plan "p" still has selections');
    cloud.delete(TESTING_SELECTION, id);
    cloud.delete(TESTING_PLAN, plan.id);
  });
});

describe("a backup plan in the sandbox", () => {
  it("is deleted after its selections", () => {
    const cloud = cloudWithVault();
    const plan = cloud.create(PLAN, "p", { name: "p", rules: [] }, SCOPE);
    const role = cloud.create("aws:iam/role:Role", "r", { name: "r", assumeRolePolicy: TRUST }, SCOPE);
    const selection = { name: "s", planId: plan.id, iamRoleArn: role.state["arn"] };
    cloud.create(SELECTION, "s", selection, SCOPE);
    expect(() => {
      cloud.delete(PLAN, plan.id);
    }).toThrow("related backup plan selections must be deleted");
  });

  it("must exist for a selection, and the role too", () => {
    const selection = { name: "s", planId: "none", iamRoleArn: "arn:aws:iam::111122223333:role/none" };
    expect(() => cloudWithVault().create(SELECTION, "s", selection, SCOPE)).toThrow(
      'there is no backup plan "none"; InvalidParameterValueException: IAM role arn:aws:iam::111122223333:role/none cannot be assumed',
    );
  });

  it("is replaced under another name", () => {
    expect(cloudWithVault().diff(PLAN, { name: "a" }, { name: "b" }).replaces).toEqual(["name"]);
  });

  it("copies only to existing vaults", () => {
    const rules = [{ targetVaultName: "vault", copyActions: [{ destinationVaultArn: "arn:none" }] }];
    expect(() => cloudWithVault().create(PLAN, "p", { name: "p", rules }, SCOPE)).toThrow(
      "ResourceNotFoundException: there is no backup vault arn:none",
    );
  });

  it("has a new version after its rules change", () => {
    const cloud = cloudWithVault();
    const { id, state } = cloud.create(PLAN, "p", { name: "p", rules: [] }, SCOPE);
    const before = state["version"];
    const rules = [{ ruleName: "daily", targetVaultName: "vault" }];
    expect(cloud.update(PLAN, id, { name: "p", rules }, SCOPE).state["version"]).not.toBe(before);
  });
});

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
