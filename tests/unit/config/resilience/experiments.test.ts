import { problemsWith } from "../fixtures";

const ALARMS = { "monitoring.alarms": { emails: ["platform@example.com"] } };
const EXPERIMENT = { "resilience.experiments": { terminateNodes: {} } };
const ROLE = "arn:aws:iam::111122223333:role/ebs-driver";
const AT = "resilience.experiments";

describe("experiments", () => {
  it("are accepted with alarms of the platform, or with alarms that are given", () => {
    expect(problemsWith({ ...ALARMS, ...EXPERIMENT })).toEqual([]);
    expect(
      problemsWith({
        [AT]: {
          terminateNodes: {},
          stopAlarmArns: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-errors"],
        },
      }),
    ).toEqual([]);
  });

  it("need an alarm that stops them", () => {
    expect(problemsWith(EXPERIMENT)).toEqual([`${AT}.stopAlarmArns: resilience/experiments-without-stop-alarm`]);
    expect(problemsWith({ [AT]: {} })).toEqual([]);
  });

  it("need a statement that they are intended in prod", () => {
    const inProd = { stack: "prod" };
    expect(problemsWith({ ...ALARMS, ...EXPERIMENT }, inProd)).toEqual([`${AT}: resilience/experiments-in-prod`]);
    expect(problemsWith({ ...ALARMS, [AT]: { terminateNodes: {}, allowInProd: true } }, inProd)).toEqual([]);
  });

  it.each(["arn:aws:cloudwatch:us-east-1:111122223333:alarm:x", "arn:aws:cloudwatch:eu-west-1:222233334444:alarm:x"])(
    "refuse a stop alarm of another account or Region: %s",
    (arn) => {
      expect(problemsWith({ [AT]: { terminateNodes: {}, stopAlarmArns: [arn] } })).toEqual([
        `${AT}.stopAlarmArns[0]: resilience/stop-alarm-elsewhere`,
      ]);
    },
  );

  it("fail requests of roles of the account only", () => {
    const apiErrors = (roleArn: string): Record<string, unknown> => ({
      ...ALARMS,
      [AT]: { apiErrors: { roleArn, operations: ["AttachVolume"] } },
    });
    expect(problemsWith(apiErrors(ROLE))).toEqual([]);
    expect(problemsWith(apiErrors(ROLE.replace("111122223333", "222233334444")))).toEqual([
      `${AT}.apiErrors.roleArn: resilience/role-of-another-account`,
    ]);
  });

  it("terminate nodes of clusters that have node groups or Karpenter", () => {
    const withoutNodes = { "cluster.nodeGroups": {}, "cluster.compute": "auto-mode" };
    expect(problemsWith({ ...ALARMS, ...EXPERIMENT, ...withoutNodes })).toContain(
      `${AT}.terminateNodes: resilience/experiment-without-nodes`,
    );
  });

  it("disconnect a zone of the network that the stack creates", () => {
    expect(problemsWith({ ...ALARMS, [AT]: { zoneLoss: { zone: "a" } } })).toEqual([]);
    expect(problemsWith({ ...ALARMS, [AT]: { zoneLoss: { zone: "c" } } })).toEqual([
      `${AT}.zoneLoss.zone: resilience/experiment-in-unused-zone`,
    ]);
  });
});
