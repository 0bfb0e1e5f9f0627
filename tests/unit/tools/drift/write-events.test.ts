import { stackDrift } from "../../../../tools/drift/stack-drift";
import type { StackDrift } from "../../../../tools/drift/model";
import { withWriteEvents } from "../../../../tools/drift/write-events";
import { readPreview } from "../../../../tools/report/read/preview";
import type { CommandResult } from "../../../../tools/terminal/command";
import { ended, step } from "../../report/fixture";

const ARN = "arn:aws:iam::111122223333:user/ada";

function drifted(type: string, diff: string, outputs: object): ReturnType<typeof step> {
  return step({
    op: "update",
    name: "it",
    type,
    old: { [diff]: 1 },
    now: { [diff]: 2 },
    diff: { [diff]: "update" },
    oldOutputs: outputs,
  });
}

async function lookUp(
  event: ReturnType<typeof step>,
  answer: Partial<CommandResult>,
): Promise<{ readonly drift: StackDrift; readonly calls: readonly string[] }> {
  const calls: string[] = [];
  const refresh = readPreview([event, ended()]);
  const drift = await withWriteEvents(stackDrift({ stack: "dev", file: "f" }, { refresh }), refresh, (args) => {
    calls.push(args.join(" "));
    return Promise.resolve({ exitCode: 0, stdout: '{"Events":[]}', stderr: "", ...answer });
  });
  return { drift, calls };
}

const VPC = drifted("aws:ec2/vpc:Vpc", "a", { region: "eu-west-1", arn: "arn:vpc" });

function event(name: string, time: string, detail: object, isReadOnly = "false"): object {
  return {
    EventName: name,
    EventTime: time,
    ReadOnly: isReadOnly,
    Username: "ada",
    CloudTrailEvent: JSON.stringify(detail),
  };
}

describe("who changed a resource", () => {
  it("is looked up by ID and ARN in the Region of the resource", async () => {
    const { calls } = await lookUp(VPC, {});
    expect(calls.map((call) => /AttributeValue=(\S+) --region (\S+)/.exec(call)?.slice(1))).toEqual([
      ["it-id", "eu-west-1"],
      ["arn:vpc", "eu-west-1"],
    ]);
  });

  it("is looked up in us-east-1 for IAM, whose calls CloudTrail records there", async () => {
    const { calls } = await lookUp(drifted("aws:iam/role:Role", "a", {}), {});
    expect(calls[0]).toContain("--region us-east-1");
  });

  it("is the newest writes without reads, without those of Pulumi, and each once", async () => {
    const identity = { userIdentity: { arn: ARN }, sourceIPAddress: "198.51.100.7", userAgent: "console" };
    const Events = [
      event("DescribeVpcs", "2026-11-27T10:00:00Z", identity, "true"),
      event("CreateVpc", "2026-11-25T10:00:00Z", { ...identity, userAgent: "APN/1.0 Pulumi/1.0 aws-sdk-go-v2" }),
      event("CreateTags", "2026-11-25T11:00:00Z", identity),
      event("ModifyVpcAttribute", "2026-11-26T10:00:00+00:00", identity),
    ];
    const { drift } = await lookUp(VPC, { stdout: JSON.stringify({ Events }) });
    expect(drift.resources[0]?.events).toEqual([
      { time: "2026-11-26T10:00:00.000Z", name: "ModifyVpcAttribute", user: ARN, from: "198.51.100.7" },
      { time: "2026-11-25T11:00:00.000Z", name: "CreateTags", user: ARN, from: "198.51.100.7" },
    ]);
  });

  it.each([
    [{ exitCode: 127 }, "The AWS CLI is not on PATH."],
    [
      { exitCode: 254, stderr: "\nAccessDenied: cloudtrail:LookupEvents" },
      "CloudTrail cannot be read: AccessDenied: cloudtrail:LookupEvents",
    ],
    [{ stdout: "{}" }, expect.stringContaining("The AWS CLI printed no events of CloudTrail") as string],
  ])("is unknown with the reason where CloudTrail cannot be read: %j", async (answer, reason) => {
    const { drift } = await lookUp(VPC, answer);
    expect(drift).toMatchObject({ outcome: "drifted", eventsUnknown: reason });
    expect(drift.resources[0]?.events).toBeUndefined();
  });

  it("is not asked for objects of the cluster, nor for what is expected to change", async () => {
    const object = drifted("kubernetes:core/v1:ConfigMap", "data", {});
    expect((await lookUp(object, {})).calls).toEqual([]);
    const scaled = drifted("aws:autoscaling/group:Group", "desiredCapacity", {});
    expect((await lookUp(scaled, {})).calls).toEqual([]);
  });
});
