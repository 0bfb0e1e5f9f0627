import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import type { PolicyStatement } from "../../../domain/iam/policy-document";
import { isAllowed } from "../../support/iam-evaluator";
import { TEST_SCOPE } from "../../support/mocks";
import { EksAccount } from "./eks-account";
import { KARPENTER, NODE_GROUP, recordCluster } from "./fixture";

const ROLE = "aws:iam/role:Role";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const NODE_GROUPS = { system: { ...NODE_GROUP, minSize: 0 }, jobs: { ...NODE_GROUP, minSize: 0, desiredSize: 1 } };
const OFF_HOURS = { timeZone: "Europe/Berlin", start: "07:00", stop: "20:00", fridayStop: "18:00", paused: false };

describe("off-hours of a cluster", () => {
  it("set the desired size of every node group to 0, and back to that of the stack file", async () => {
    const recording = await recordCluster({ nodeGroups: NODE_GROUPS, offHours: OFF_HOURS });
    const schedules = recording.ofType(SCHEDULE).map(({ name, inputs }) => {
      const { input, arn } = inputs["target"] as { readonly input: string; readonly arn: string };
      expect(arn).toBe("arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig");
      expect(inputs).toMatchObject({
        groupName: "groundwork-prod-off-hours",
        scheduleExpressionTimezone: "Europe/Berlin",
        state: "ENABLED",
      });
      return [name, inputs["scheduleExpression"], (JSON.parse(input) as { ScalingConfig: unknown }).ScalingConfig];
    });
    expect(schedules).toEqual([
      ["cluster-off-hours-system-start", "cron(0 7 ? * MON-FRI *)", { DesiredSize: 3 }],
      ["cluster-off-hours-system-stop", "cron(0 20 ? * MON-THU *)", { DesiredSize: 0 }],
      ["cluster-off-hours-system-stop-friday", "cron(0 18 ? * FRI *)", { DesiredSize: 0 }],
      ["cluster-off-hours-jobs-start", "cron(0 7 ? * MON-FRI *)", { DesiredSize: 1 }],
      ["cluster-off-hours-jobs-stop", "cron(0 20 ? * MON-THU *)", { DesiredSize: 0 }],
      ["cluster-off-hours-jobs-stop-friday", "cron(0 18 ? * FRI *)", { DesiredSize: 0 }],
    ]);
  });

  it("use a role that only their schedules can assume, and that can update only these node groups", async () => {
    const recording = await recordCluster({ nodeGroups: NODE_GROUPS, offHours: OFF_HOURS });
    const role = recording.one("aws:iam/role:Role", "cluster-off-hours-role").inputs;
    expect(JSON.parse(String(role["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "scheduler.amazonaws.com" },
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "111122223333",
              "aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/groundwork-prod-off-hours",
            },
          },
        },
      ],
    });
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy", "cluster-off-hours-policy").inputs["policy"];
    const arns = recording.ofType("aws:eks/nodeGroup:NodeGroup").map(({ state }) => state["arn"]);
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [{ Action: "eks:UpdateNodegroupConfig", Resource: arns }],
    });
  });

  it("keep disabled schedules while they are paused", async () => {
    const recording = await recordCluster({ nodeGroups: NODE_GROUPS, offHours: { ...OFF_HOURS, paused: true } });
    expect(new Set(recording.ofType(SCHEDULE).map(({ inputs }) => inputs["state"]))).toEqual(new Set(["DISABLED"]));
  });

  it("end the nodes of Karpenter's pools after its controller has no node any more", async () => {
    const recording = await recordCluster({ nodeGroups: NODE_GROUPS, offHours: OFF_HOURS, karpenter: KARPENTER });
    const schedules = recording.ofType(SCHEDULE).filter(({ name }) => name.startsWith("cluster-off-hours-pools"));
    expect(schedules.map(({ name, inputs }) => [name, inputs["scheduleExpression"]])).toEqual([
      ["cluster-off-hours-pools", "cron(30 20 ? * MON-THU *)"],
      ["cluster-off-hours-pools-friday", "cron(30 18 ? * FRI *)"],
    ]);
    const { arn, input } = schedules[0]?.inputs["target"] as { readonly arn: string; readonly input: string };
    expect(arn).toBe("arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution");
    expect(JSON.parse(input)).toMatchObject({
      DocumentName: "AWS-TerminateEC2Instance",
      Parameters: { AutomationAssumeRole: [recording.one(ROLE, "cluster-off-hours-pools-role").state["arn"]] },
      Targets: [{ Key: "tag:eks:eks-cluster-name", Values: ["groundwork-prod"] }],
    });
  });

  it("can end no instance but those of the pools of this cluster", async () => {
    const recording = await recordCluster({ nodeGroups: NODE_GROUPS, offHours: OFF_HOURS, karpenter: KARPENTER });
    const statementsOf = (name: string): readonly PolicyStatement[] =>
      (
        JSON.parse(String(recording.one("aws:iam/rolePolicy:RolePolicy", name).inputs["policy"])) as {
          readonly Statement: readonly PolicyStatement[];
        }
      ).Statement;
    const terminate = (tags: Readonly<Record<string, string>>): boolean =>
      isAllowed(
        {
          action: "ec2:TerminateInstances",
          resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
          context: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value])),
        },
        statementsOf("cluster-off-hours-pools-policy"),
        [{ Effect: "Allow", Action: "*", Resource: "*" }],
      );
    const own = { "eks:eks-cluster-name": "groundwork-prod", "karpenter.sh/nodepool": "apps" };
    expect(terminate(own)).toBe(true);
    expect(terminate({ ...own, "eks:eks-cluster-name": "groundwork-dev" })).toBe(false);
    expect(terminate({ "eks:eks-cluster-name": "groundwork-prod" })).toBe(false);
    expect(terminate({ "eks:cluster-name": "groundwork-prod" })).toBe(false);
    expect(statementsOf("cluster-off-hours-pools-start-policy").find(({ Sid }) => Sid === "PassRole")).toMatchObject({
      Resource: recording.one(ROLE, "cluster-off-hours-pools-role").state["arn"],
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    });
  });

  it("create nothing by default", async () => {
    expect((await recordCluster()).ofType(SCHEDULE)).toEqual([]);
  });
});

describe("schedules in the sandbox", () => {
  const schedule = (inputs: Record<string, unknown>): (() => unknown) => {
    const world = new World();
    return () => new Cloud(world).create(SCHEDULE, "x", { scheduleExpression: "rate(1 hour)", ...inputs }, TEST_SCOPE);
  };

  it.each<[string, Record<string, unknown>, string]>([
    ["in a group that does not exist", { groupName: "none", target: {} }, "Schedule group none does not exist"],
    ["with a role that does not exist", { target: { roleArn: "arn:none" } }, "execution role"],
    ["with five fields", { scheduleExpression: "cron(0 7 * * 1)", target: {} }, "Invalid Schedule Expression"],
    [
      "of an automation with two tags",
      {
        target: {
          arn: "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution",
          input: JSON.stringify({ TargetParameterName: "InstanceId", Targets: [{}, {}] }),
        },
      },
      "Only one resource group or tag",
    ],
    [
      "of an automation whose role does not exist",
      {
        target: {
          arn: "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution",
          input: JSON.stringify({ Parameters: { AutomationAssumeRole: ["arn:none"] } }),
        },
      },
      "unable to be assumed",
    ],
    [
      "of a node group that does not exist",
      {
        target: {
          arn: "arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig",
          input: JSON.stringify({ ClusterName: "a", NodegroupName: "b" }),
        },
      },
      "No node group found",
    ],
  ])("are refused %s", (_, inputs, refusal) => {
    expect(schedule(inputs)).toThrow(refusal);
  });

  it("are refused if the desired size is below the minimum of the node group", () => {
    const account = new EksAccount();
    account.cluster();
    account.addon("vpc-cni");
    account.nodes({ scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 6 } });
    const target = {
      arn: "arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig",
      input: JSON.stringify({ ClusterName: "prod", NodegroupName: "system", ScalingConfig: { DesiredSize: 0 } }),
    };
    expect(() => account.create(SCHEDULE, { scheduleExpression: "rate(1 hour)", target })).toThrow(
      "desired capacity 0 must be between 2 and 6",
    );
  });
});
