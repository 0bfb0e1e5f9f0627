import { recordNetwork } from "./fixture";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const VPC = "aws:ec2/vpc:Vpc";

describe("flow logs", () => {
  it("record the whole VPC into a log group that forgets", async () => {
    const flowLogs = { traffic: "REJECT", retentionDays: 14, aggregationSeconds: 60 } as const;
    const network = await recordNetwork({ flowLogs });
    const [flowLog, group, role] = [network.one(FLOW_LOG), network.one(LOG_GROUP), network.one(ROLE)];
    expect(group.inputs["retentionInDays"]).toBe(14);
    expect(flowLog.inputs).toMatchObject({
      vpcId: network.one(VPC).id,
      trafficType: "REJECT",
      maxAggregationInterval: 60,
      logDestination: group.state["arn"],
      iamRoleArn: role.state["arn"],
    });
    await expect(network.valueOf(network.result.flowLogGroupName)).resolves.toBe(group.state["name"]);
  });

  it("write with a role that can do nothing else, least of all bring the group back (terraform-aws-modules/terraform-aws-vpc#435)", async () => {
    const network = await recordNetwork();
    const group = String(network.one(LOG_GROUP).state["arn"]);
    const policy = JSON.parse(String(network.one(ROLE_POLICY).inputs["policy"])) as { Statement: unknown[] };
    expect(policy.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
        Resource: [group, `${group}:*`],
      },
    ]);
  });

  it("are the only ones who can take on the role, for this account and region", async () => {
    const role = (await recordNetwork()).one(ROLE);
    expect(JSON.parse(String(role.inputs["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*" },
          },
        },
      ],
    });
  });

  it("start when the role may write, and make room for their successor", async () => {
    const { options } = (await recordNetwork()).one(FLOW_LOG);
    expect(options.dependsOn).toEqual([`${ROLE_POLICY}::network-flow-logs`]);
    expect(options.deleteBeforeReplace).toBe(true);
  });
});
