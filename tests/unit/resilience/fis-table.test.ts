import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const TEMPLATE = "aws:fis/experimentTemplate:ExperimentTemplate";
const ROLE_ARN = "arn:aws:iam::111122223333:role/experiment";
const ALARMS = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm";

const ACTION = {
  name: "loss",
  actionId: "aws:network:disrupt-connectivity",
  parameters: [
    { key: "duration", value: "PT10M" },
    { key: "scope", value: "all" },
  ],
  target: { key: "Subnets", value: "loss" },
};
const TARGET = { name: "loss", resourceType: "aws:ec2:subnet", selectionMode: "ALL", resourceArns: ["subnet"] };
const VALID = {
  description: "Disconnects a zone",
  roleArn: ROLE_ARN,
  actions: [ACTION],
  targets: [TARGET],
  stopConditions: [{ source: "aws:cloudwatch:alarm", value: `${ALARMS}:groundwork-test-api-errors` }],
};

function cloudWithRole(): Cloud {
  const cloud = new Cloud(new World());
  cloud.create("aws:iam/role:Role", "r", { name: "experiment", assumeRolePolicy: trust() }, SCOPE);
  cloud.create(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "a",
    { name: "groundwork-test-api-errors", period: 60, evaluationPeriods: 1 },
    SCOPE,
  );
  return cloud;
}

function trust(): string {
  const statement = { Effect: "Allow", Principal: { Service: "fis.amazonaws.com" }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

describe("an experiment template in the sandbox", () => {
  it("is created, and replaced only with other tags", () => {
    const cloud = cloudWithRole();
    expect(cloud.create(TEMPLATE, "t", VALID, SCOPE).id).toMatch(/^EXT/);
    expect(cloud.diff(TEMPLATE, VALID, { ...VALID, description: "other" }).replaces).toEqual([]);
    expect(cloud.diff(TEMPLATE, VALID, { ...VALID, tags: { Name: "x" } }).replaces).toEqual(["tags"]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["the sandbox knows no action aws:ec2:explode", { actions: [{ ...ACTION, actionId: "aws:ec2:explode" }] }],
    ["needs the parameters duration, scope", { actions: [{ ...ACTION, parameters: [] }] }],
    ["needs Subnets of aws:ec2:subnet", { targets: [{ ...TARGET, resourceType: "aws:ec2:instance" }] }],
    [
      "duration PT0M is not from PT1M to PT720M",
      {
        actions: [
          {
            ...ACTION,
            parameters: [
              { key: "duration", value: "PT0M" },
              { key: "scope", value: "all" },
            ],
          },
        ],
      },
    ],
    [
      "a target has either resource ARNs or resource tags",
      { targets: [{ ...TARGET, resourceTags: [{ key: "k", value: "v" }] }] },
    ],
    [
      "a target has at most 5 resource ARNs",
      { targets: [{ ...TARGET, resourceArns: ["a", "b", "c", "d", "e", "f"] }] },
    ],
    ["SOME is no selection mode", { targets: [{ ...TARGET, selectionMode: "SOME" }] }],
    [
      "there is no alarm",
      { stopConditions: [{ source: "aws:cloudwatch:alarm", value: `${ALARMS}:groundwork-test-other` }] },
    ],
    [
      "is not of this account and Region",
      { stopConditions: [{ source: "aws:cloudwatch:alarm", value: ALARMS.replace("eu-west-1", "us-east-1") + ":x" }] },
    ],
    ["at most 5 stop conditions", { stopConditions: Array(6).fill({ source: "none" }) }],
    ["the role arn:aws:iam::111122223333:role/none does not exist", { roleArn: `${ROLE_ARN.slice(0, -10)}none` }],
    [
      "there is no log group arn:x",
      { logConfiguration: { logSchemaVersion: 2, cloudwatchLogsConfiguration: { logGroupArn: "arn:x:*" } } },
    ],
    [
      "the ARN of the log group ends with :*",
      { logConfiguration: { logSchemaVersion: 2, cloudwatchLogsConfiguration: { logGroupArn: "arn:x" } } },
    ],
  ])("is refused: %s", (message, change) => {
    expect(() => cloudWithRole().create(TEMPLATE, "t", { ...VALID, ...change }, SCOPE)).toThrow(message);
  });
});
