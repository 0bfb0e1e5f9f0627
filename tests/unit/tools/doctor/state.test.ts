import { checkSecretsProvider, checkState } from "../../../../tools/doctor/checks/state";
import { type Answers, CALLER, contextWith, NO_CALLER, statuses } from "./fixture";

const ID = { project: "groundwork", stack: "dev", select: ["--stack", "dev"], argument: "dev" };
const URN = "urn:pulumi:dev::groundwork::aws:s3/bucket:Bucket::data";
const state = (pending: readonly object[]): string =>
  JSON.stringify({ version: 3, deployment: { resources: [{ urn: URN }], pending_operations: pending } });

async function statesOf(url: string, answers: Answers) {
  return checkState(ID, { url }, CALLER, contextWith({ "pulumi stack export": state([]), ...answers }));
}

describe("the state of a stack", () => {
  it("passes without locks and pending operations", async () => {
    const findings = await statesOf("s3://state/stacks/dev", { "aws s3api list-objects-v2": "" });
    expect(statuses(findings)).toEqual({ Locks: "pass", "Pending operations": "pass" });
  });

  it.each<[string, object, string, string]>([
    ["runs", { pid: 42 }, "an update is running: ", "process 42 of this machine still runs"],
    [
      "has ended",
      { pid: 43 },
      "an update was killed, and left its lock: ",
      "process 43 of this machine no longer exists",
    ],
    [
      "is on another machine",
      { hostname: "ci-7" },
      "an update is running, or was killed: ",
      "on another machine, ci-7",
    ],
  ])("warns of a lock whose update %s, with user, host and time", async (_, fields, summary, reason) => {
    const key = "stacks/dev/.pulumi/locks/organization/groundwork/dev/1.json";
    const lock = { username: "alice", hostname: "laptop", timestamp: "2026-10-01T11:00:00Z", ...fields };
    const [finding] = await statesOf("s3://state/stacks/dev?region=eu-west-1", {
      "aws s3api list-objects-v2": JSON.stringify({ Contents: [{ Key: key }] }),
      [`aws s3 cp s3://state/${key} -`]: JSON.stringify(lock),
    });
    expect(finding?.status).toBe("warn");
    expect(finding?.message).toContain(`${summary}alice@${lock.hostname} since 2026-10-01T11:00:00Z (`);
    expect(finding?.message).toContain(reason);
  });

  it("has locks that are skipped with the reason if they cannot be listed", async () => {
    const [finding] = await statesOf("s3://state", { "aws s3api list-objects-v2": { error: "AccessDenied" } });
    expect(finding).toMatchObject({ status: "skipped", message: "AccessDenied" });
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
