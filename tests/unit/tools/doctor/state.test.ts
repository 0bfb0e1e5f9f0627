import { checkSecretsProvider, checkState } from "../../../../tools/doctor/checks/state";
import type { Context } from "../../../../tools/doctor/context";
import { type Answers, CALLER, contextWith, NO_CALLER, statuses } from "./fixture";

const ID = { project: "groundwork", stack: "dev", select: ["--stack", "dev"] };
const URN = "urn:pulumi:dev::groundwork::aws:s3/bucket:Bucket::data";
const state = (pending: readonly object[]): string =>
  JSON.stringify({ version: 3, deployment: { resources: [{ urn: URN }], pending_operations: pending } });

async function statesOf(url: string, answers: Answers, changes: Partial<Context> = {}, caller = CALLER) {
  return checkState(ID, { url }, caller, contextWith({ "pulumi stack export": state([]), ...answers }, changes));
}

describe("the state of a stack", () => {
  it("passes without locks and pending operations", async () => {
    const findings = await statesOf("s3://state/stacks/dev", { "aws s3api list-objects-v2": "" });
    expect(statuses(findings)).toEqual({ Locks: "pass", "Pending operations": "pass" });
  });

  it("has the locks of its own folder in the bucket", async () => {
    const prefix = "stacks/dev/.pulumi/locks/organization/groundwork/dev/";
    const Contents = [{ Key: `${prefix}1.json`, LastModified: "2026-10-01T11:00:00Z" }];
    const answers = {
      [`aws s3api list-objects-v2 --bucket state --prefix ${prefix} --`]: JSON.stringify({ Contents }),
    };
    const [lock] = await statesOf("s3://state/stacks/dev?region=eu-west-1", answers);
    expect(lock).toMatchObject({
      status: "warn",
      message: expect.stringContaining("1.json of 2026-10-01T11:00:00Z") as string,
    });
  });

  it("has the locks of its own folder in a local backend", async () => {
    const folders: string[] = [];
    const filesOf = (folder: string): readonly string[] => {
      folders.push(folder);
      return ["1.json"];
    };
    const [lock] = await statesOf("file:///srv/state", {}, { filesOf });
    expect(lock).toMatchObject({ status: "warn" });
    expect(folders).toEqual(["/srv/state/.pulumi/locks/organization/groundwork/dev"]);
    await statesOf("file://~", {}, { filesOf, env: { HOME: "/home/me" } });
    expect(folders[1]).toBe("/home/me/.pulumi/locks/organization/groundwork/dev");
    expect(statuses(await statesOf("file:///srv/state", {}))).toMatchObject({ Locks: "pass" });
  });

  it.each(["gs://state", "file://./state"])("has locks that are skipped in the backend %s", async (url) => {
    expect(statuses(await statesOf(url, {}))).toMatchObject({ Locks: "skipped" });
  });

  it("fails with pending operations, and names each", async () => {
    const pending = state([{ type: "creating", resource: { urn: URN } }]);
    const [, finding] = await statesOf("gs://state", { "pulumi stack export": pending });
    expect(finding).toMatchObject({
      status: "fail",
      message: expect.stringContaining(`creating ${URN}`) as string,
    });
  });

  it.each([
    ["error: no stack named 'dev' found", "pass"],
    ["error: incorrect passphrase", "skipped"],
  ])("that Pulumi refuses with %s: %s", async (error, status) => {
    expect(statuses(await statesOf("gs://state", { "pulumi stack export": { error } }))).toMatchObject({
      "Pending operations": status,
    });
  });

  it("is skipped without credentials, without a CLI, and without a backend", async () => {
    const context = contextWith({}, { engine: "PATH: none" });
    const all = { Locks: "skipped", "Pending operations": "skipped" };
    expect(statuses(await checkState(ID, { url: "s3://state" }, NO_CALLER, context))).toEqual(all);
    expect(statuses(await checkState(ID, { unknown: "no login" }, CALLER, context))).toEqual(all);
  });
});

describe("the secrets provider", () => {
  const PASSPHRASE = { encryptionsalt: "v1:abc" };

  it.each([
    [{ secretsprovider: "awskms://alias/shop" }, true, {}, "pass"],
    [PASSPHRASE, true, { PULUMI_CONFIG_PASSPHRASE: "" }, "warn"],
    [PASSPHRASE, false, {}, "warn"],
    [PASSPHRASE, false, { PULUMI_CONFIG_PASSPHRASE_FILE: "file" }, "pass"],
    [{}, true, {}, "skipped"],
  ])("%j, prod %s, environment %j: %s", (settings, isProd, env, status) => {
    expect(checkSecretsProvider(settings, isProd, env).status).toBe(status);
  });
});
