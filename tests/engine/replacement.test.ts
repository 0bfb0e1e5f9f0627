import type { PulumiFn } from "@pulumi/pulumi/automation";
import type * as aws from "@pulumi/aws";

import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { load, createStage } from "../support/stage";

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
const TIMEOUT_MS = 180_000;

const { Provider, efs } = load("@pulumi/aws") as typeof aws;

function steps({ steps: all }: RunResult): readonly string[] {
  return all.map(({ op, urn }) => `${op} ${logicalName(urn)}`);
}

describe("a setting that is replaced under the same key", () => {
  it(
    "leaves a backup vault with a lock when the retention changes",
    async () => {
      const { stage, sandbox, end } = await createStage("dev");
      const keep = (dailyRetentionDays: number): Promise<void> =>
        stage.editConfig((document) => {
          const backup = { enabled: true, lock: "governance", dailyRetentionDays };
          document.setIn(["config", "groundwork:backup"], backup);
        });
      try {
        await keep(14);
        expect((await stage.up()).errors).toEqual([]);
        await keep(30);
        const update = await stage.up();
        expect(update.errors).toEqual([]);
        expect(steps(update)).toContain("replace backup-vault-lock");
        const [vault] = sandbox.world.ofType(VAULT);
        expect(sandbox.world.ofType(LOCK).map(({ state }) => state)).toMatchObject([
          { backupVaultName: vault?.id, minRetentionDays: 30 },
        ]);
        expect(steps(await stage.preview())).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );

  it(
    "leaves a principal with access when its namespaces change",
    async () => {
      const { stage, sandbox, end } = await createStage("dev");
      try {
        expect((await stage.up()).errors).toEqual([]);
        await stage.editConfig((document) => {
          document.setIn(["config", "groundwork:cluster", "access", "developers", "namespaces"], ["api"]);
        });
        const update = await stage.up();
        expect(update.errors).toEqual([]);
        expect(steps(update)).toContain("replace cluster-access-developers-policy");
        const principalArn = "arn:aws:iam::111122223333:role/developers";
        expect(sandbox.world.ofType(ASSOCIATION, { principalArn }).map(({ state }) => state)).toMatchObject([
          { accessScope: { type: "namespace", namespaces: ["api"] } },
        ]);
        expect(steps(await stage.preview())).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});

describe("an optional and computed argument that a program no longer sets", () => {
  it(
    "plans no change, keeps its value, and shows no drift",
    async () => {
      const settings: { args: aws.efs.FileSystemArgs } = { args: { encrypted: true, kmsKeyId: "arn:aws:kms:::key/1" } };
      const program: PulumiFn = async () => {
        const provider = new Provider("aws", { region: "eu-west-1" });
        new efs.FileSystem("files", settings.args, { provider });
        return Promise.resolve();
      };
      const { stage, sandbox, end } = await createStage("dev", { program });
      const key = (): unknown => sandbox.world.ofType(FILE_SYSTEM)[0]?.state["kmsKeyId"];
      try {
        expect((await stage.up()).errors).toEqual([]);
        settings.args = { encrypted: true };
        expect(steps(await stage.preview())).toEqual([]);
        expect(steps(await stage.up())).toEqual([]);
        expect(steps(await stage.refresh())).toEqual([]);
        settings.args = { encrypted: true, throughputMode: "elastic" };
        expect(steps(await stage.up())).toEqual(["update files"]);
        expect(key()).toBe("arn:aws:kms:::key/1");
        expect(steps(await stage.refresh())).toEqual([]);
        // A replacement for another reason creates a file system without the old key.
        settings.args = { encrypted: false };
        expect(steps(await stage.up())).toContain("replace files");
        expect(key()).not.toBe("arn:aws:kms:::key/1");
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});
