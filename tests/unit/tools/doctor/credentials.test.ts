import { checkCaller, checkCredentials, findCaller } from "../../../../tools/doctor/checks/credentials";
import { CALLER, contextWith, NO_CALLER, statuses } from "./fixture";

describe("the caller", () => {
  it.each([
    [{}, "no AWS CLI"],
    [{ aws: { error: 'Unable to locate credentials. Run "aws configure".' } }, "no AWS credentials"],
    [
      { aws: { error: "\nAn error occurred (ExpiredToken)" } },
      "AWS does not accept the credentials: An error occurred (ExpiredToken)",
    ],
    [{ aws: { error: "Could not connect to the endpoint URL" } }, "AWS is not reachable"],
  ])("is unknown for %j: %s", async (answers, unknown) => {
    expect(await findCaller(contextWith(answers))).toEqual({ unknown });
  });

  it("is the principal of the credentials", async () => {
    const answers = { "aws sts": JSON.stringify({ Account: CALLER.account, Arn: CALLER.arn, UserId: "X" }) };
    expect(await findCaller(contextWith(answers))).toEqual(CALLER);
  });
});

describe("credentials", () => {
  it.each([
    ["no AWS CLI", "skipped"],
    ["AWS is not reachable", "skipped"],
    ["no AWS credentials", "warn"],
    ["An error occurred (ExpiredToken)", "fail"],
  ])("with %s: %s", async (unknown, status) => {
    const findings = await checkCredentials({ unknown }, contextWith({}));
    expect(statuses(findings)).toEqual({ Credentials: status, "Session length": "skipped" });
  });

  it.each([
    ["2026-10-01T16:00:00Z", "pass"],
    ["2026-10-01T13:00:00Z", "warn"],
    [undefined, "pass"],
  ])("that expire at %s, compared with the longest update: %s", async (Expiration, status) => {
    const answers = { "aws configure": JSON.stringify({ Version: 1, SecretAccessKey: "canary", Expiration }) };
    const findings = await checkCredentials(CALLER, contextWith(answers));
    expect(statuses(findings)).toEqual({ Credentials: "pass", "Session length": status });
    expect(JSON.stringify(findings)).not.toContain("canary");
  });

  it("that are temporary and state no expiry get a warning", async () => {
    const context = contextWith({ "aws configure": "{}" }, { env: { AWS_SESSION_TOKEN: "canary" } });
    expect(statuses(await checkCredentials(CALLER, context))).toMatchObject({ "Session length": "warn" });
  });
});

describe("the caller of a stack", () => {
  const role = (name: string, policy?: string) => ({ principalArn: `arn:aws:iam::111122223333:role/${name}`, policy });
  const settings = (access: ReturnType<typeof role>, accountId = CALLER.account) => ({
    aws: { accountId, region: "eu-west-1" },
    cluster: { access: { entry: access } },
  });

  it.each([
    [role("deployer", "cluster-admin"), "pass"],
    [role("path/deployer", "cluster-admin"), "pass"],
    [role("deployer", "edit"), "warn"],
    [role("other", "cluster-admin"), "warn"],
  ])("with the access entry %j: %s", (access, status) => {
    expect(statuses(checkCaller(CALLER, settings(access), {}))).toEqual({
      Account: "pass",
      Region: "pass",
      "Access entry": status,
    });
  });

  it("fails in another account, and gets a warning for another Region in the environment", () => {
    const findings = checkCaller(CALLER, settings(role("deployer"), "999988887777"), { AWS_REGION: "us-east-1" });
    expect(statuses(findings)).toMatchObject({ Account: "fail", Region: "warn" });
  });

  it("is skipped without credentials", () => {
    const findings = checkCaller(NO_CALLER, settings(role("deployer")), {});
    expect(statuses(findings)).toEqual({ Account: "skipped", Region: "pass", "Access entry": "skipped" });
  });
});
