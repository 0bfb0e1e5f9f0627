import { Resilience, type ResilienceArgs } from "../../../components/resilience";
import { CONTROL_PLANE_ALARMS } from "../../../domain/monitoring/cluster-alarms";
import { EXPERIMENT_KEYS, STOP_ALARMS } from "../../../domain/resilience/experiments";
import { type Recording, record } from "../../support/record";

const TEMPLATE = "aws:fis/experimentTemplate:ExperimentTemplate";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ALARM = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm";
const SUBNET = "arn:aws:ec2:eu-west-1:111122223333:subnet";
const TARGET_ROLE = "arn:aws:iam::111122223333:role/ebs-driver";

type Experiments = NonNullable<ResilienceArgs["experiments"]>;

const NONE: Experiments = { stopAlarmArns: [], logRetentionDays: 90 };
const API_ERRORS: NonNullable<Experiments["apiErrors"]> = {
  roleArn: TARGET_ROLE,
  error: "throttle",
  operations: ["AttachVolume", "DescribeVolumes"],
  percentage: 80,
  minutes: 5,
};
const ALL: Experiments = {
  ...NONE,
  terminateNodes: { percentage: 25 },
  zoneLoss: { zone: "a", minutes: 10 },
  apiErrors: API_ERRORS,
};
const ARGS: ResilienceArgs = {
  platformName: "groundwork-test",
  region: "eu-west-1",
  accountId: "111122223333",
  network: {
    vpcId: "vpc-1",
    zoneSubnetIds: {
      public: { a: "subnet-1", b: "subnet-2" },
      private: { a: "subnet-3", b: "subnet-4" },
      isolated: {},
      "control-plane": { a: "subnet-5" },
    },
    podSubnetIds: { a: "subnet-6", b: "subnet-7" },
  },
  experiments: ALL,
};

function recordResilience(args: Partial<ResilienceArgs> = {}): Promise<Recording<Resilience>> {
  return record(() => new Resilience("resilience", { ...ARGS, ...args }, {}));
}

/** Statements of the role of an experiment by their IDs. */
function statements(recording: Recording<unknown>, key: string): Record<string, Record<string, unknown>> {
  const { inputs } = recording.one(ROLE_POLICY, `resilience-${key}`);
  const { Statement } = JSON.parse(String(inputs["policy"])) as { Statement: Record<string, unknown>[] };
  return Object.fromEntries(Statement.map((statement) => [String(statement["Sid"]), statement]));
}

describe("Resilience", () => {
  it.each([
    ["without experiments", undefined],
    ["with experiments that name none", NONE],
  ])("creates no resources %s", async (_, experiments) => {
    const { platformName, region, accountId, network } = ARGS;
    const args = { platformName, region, accountId, network, ...(experiments === undefined ? {} : { experiments }) };
    const recording = await record(() => new Resilience("resilience", args, {}));
    expect(recording.resources.map(({ name }) => name)).toEqual(["resilience"]);
  });

  it.each([
    ["terminateNodes", "terminate-nodes"],
    ["zoneLoss", "zone-loss"],
    ["apiErrors", "api-errors"],
  ] as const)("creates one template, its role and a log group for %s alone", async (setting, key) => {
    const recording = await recordResilience({ experiments: { ...NONE, [setting]: ALL[setting] } });
    expect(recording.resources.filter(({ custom }) => custom).map(({ name }) => name)).toEqual([
      "resilience-experiments",
      `resilience-${key}-role`,
      `resilience-${key}`,
      `resilience-${key}`,
    ]);
  });

  it("terminates a part of the instances that have the tag of the cluster", async () => {
    const { inputs } = (await recordResilience()).one(TEMPLATE, "resilience-terminate-nodes");
    expect(inputs["actions"]).toEqual([
      expect.objectContaining({
        actionId: "aws:ec2:terminate-instances",
        parameters: [],
        target: { key: "Instances", value: "terminate-nodes" },
      }),
    ]);
    expect(inputs["targets"]).toEqual([
      {
        name: "terminate-nodes",
        resourceType: "aws:ec2:instance",
        selectionMode: "PERCENT(25)",
        resourceTags: [{ key: "kubernetes.io/cluster/groundwork-test", value: "owned" }],
      },
    ]);
  });

  it("disconnects the subnets of every tier in the zone, and no others", async () => {
    const { inputs } = (await recordResilience()).one(TEMPLATE, "resilience-zone-loss");
    expect(inputs["actions"]).toEqual([
      expect.objectContaining({
        actionId: "aws:network:disrupt-connectivity",
        parameters: [
          { key: "duration", value: "PT10M" },
          { key: "scope", value: "all" },
        ],
      }),
    ]);
    expect(inputs["targets"]).toEqual([
      expect.objectContaining({
        resourceType: "aws:ec2:subnet",
        selectionMode: "ALL",
        resourceArns: [`${SUBNET}/subnet-1`, `${SUBNET}/subnet-3`, `${SUBNET}/subnet-5`, `${SUBNET}/subnet-6`],
      }),
    ]);
  });

  it.each(["throttle", "unavailable", "internal"] as const)(
    "injects the error %s into EC2 requests of the role",
    async (error) => {
      const recording = await recordResilience({ experiments: { ...NONE, apiErrors: { ...API_ERRORS, error } } });
      const { inputs } = recording.one(TEMPLATE);
      expect(inputs["actions"]).toEqual([
        expect.objectContaining({
          actionId: `aws:fis:inject-api-${error}-error`,
          parameters: [
            { key: "duration", value: "PT5M" },
            { key: "service", value: "ec2" },
            { key: "operations", value: "AttachVolume,DescribeVolumes" },
            { key: "percentage", value: "80" },
          ],
        }),
      ]);
      expect(inputs["targets"]).toEqual([
        expect.objectContaining({ resourceType: "aws:iam:role", resourceArns: [TARGET_ROLE] }),
      ]);
      expect(statements(recording, "api-errors")["InjectErrors"]).toMatchObject({
        Action: `fis:InjectApi${error.charAt(0).toUpperCase()}${error.slice(1)}Error`,
        Resource: "arn:aws:fis:eu-west-1:111122223333:experiment/*",
      });
    },
  );

  it("stops at alarms of the platform, or at those that are given", async () => {
    const conditions = (recording: Recording<unknown>): unknown[] =>
      recording.ofType(TEMPLATE).map(({ inputs }) => inputs["stopConditions"]);
    const own = STOP_ALARMS.map((alarm) => ({
      source: "aws:cloudwatch:alarm",
      value: `${ALARM}:groundwork-test-${alarm}`,
    }));
    expect(conditions(await recordResilience())).toEqual(EXPERIMENT_KEYS.map(() => own));
    const given = `${ALARM}:checkout-errors`;
    const recording = await recordResilience({ experiments: { ...ALL, stopAlarmArns: [given] } });
    expect(conditions(recording)).toEqual(
      EXPERIMENT_KEYS.map(() => [{ source: "aws:cloudwatch:alarm", value: given }]),
    );
  });

  it("names alarms that monitoring creates on every cluster", () => {
    expect(Object.keys(CONTROL_PLANE_ALARMS)).toEqual(expect.arrayContaining([...STOP_ALARMS]));
  });

  it("fails without targets, and logs to a group with a retention", async () => {
    const recording = await recordResilience();
    const group = recording.one("aws:cloudwatch/logGroup:LogGroup");
    expect(group.inputs).toMatchObject({ name: "/aws/vendedlogs/fis/groundwork-test", retentionInDays: 90 });
    for (const { inputs } of recording.ofType(TEMPLATE)) {
      expect(inputs["experimentOptions"]).toEqual({
        accountTargeting: "single-account",
        emptyTargetResolutionMode: "fail",
      });
      expect(inputs["logConfiguration"]).toEqual({
        logSchemaVersion: 2,
        cloudwatchLogsConfiguration: { logGroupArn: `${String(group.state["arn"])}:*` },
      });
    }
  });
});

describe("the role of an experiment", () => {
  it("is assumed by Fault Injection Service for experiments of this account only", async () => {
    const roles = (await recordResilience()).ofType(ROLE);
    expect(roles).toHaveLength(EXPERIMENT_KEYS.length);
    for (const { inputs } of roles) {
      expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toMatchObject({
        Statement: [
          {
            Principal: { Service: "fis.amazonaws.com" },
            Condition: {
              StringEquals: { "aws:SourceAccount": "111122223333" },
              ArnLike: { "aws:SourceArn": "arn:aws:fis:eu-west-1:111122223333:experiment/*" },
            },
          },
        ],
      });
    }
  });

  it("can terminate only nodes of the cluster", async () => {
    const { FindNodes, TerminateNodes, DeliverLogs, ...others } = statements(
      await recordResilience(),
      "terminate-nodes",
    );
    expect(others).toEqual({});
    expect([FindNodes, DeliverLogs]).not.toContain(undefined);
    expect(TerminateNodes).toEqual({
      Sid: "TerminateNodes",
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: "arn:aws:ec2:eu-west-1:111122223333:instance/*",
      Condition: { StringEquals: { "ec2:ResourceTag/kubernetes.io/cluster/groundwork-test": "owned" } },
    });
  });

  it("can exchange network ACLs only of the subnets of the zone, and change only those of experiments", async () => {
    const { CreateAclInVpc, ChangeAcl, ExchangeAcl } = statements(await recordResilience(), "zone-loss");
    expect(CreateAclInVpc).toMatchObject({ Resource: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1" });
    expect(ChangeAcl).toMatchObject({
      Action: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"],
      Condition: { StringEquals: { "ec2:ResourceTag/managedByFIS": "true" } },
    });
    expect(ExchangeAcl).toMatchObject({
      Resource: [
        "arn:aws:ec2:eu-west-1:111122223333:network-acl/*",
        `${SUBNET}/subnet-1`,
        `${SUBNET}/subnet-3`,
        `${SUBNET}/subnet-5`,
        `${SUBNET}/subnet-6`,
      ],
    });
  });
});
