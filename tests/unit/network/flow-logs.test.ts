import { LOG_BUCKET, recordNetwork, recordNetworkWithLogBucket } from "./fixture";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const VPC = "aws:ec2/vpc:Vpc";

const TO_S3 = { destination: "s3", traffic: "ALL", aggregationSeconds: 60 } as const;

describe("flow logs", () => {
  it.each([undefined, "STANDARD", "INFREQUENT_ACCESS"] as const)("have a log group of class %s", async (logClass) => {
    const flowLogs = {
      destination: "cloudwatch",
      traffic: "REJECT",
      retentionDays: 14,
      aggregationSeconds: 60,
      logClass,
    } as const;
    expect((await recordNetwork({ flowLogs })).one(LOG_GROUP).inputs["logGroupClass"]).toBe(logClass);
  });

  it("record the whole VPC in a log group with a retention", async () => {
    const flowLogs = {
      destination: "cloudwatch",
      traffic: "REJECT",
      retentionDays: 14,
      aggregationSeconds: 60,
    } as const;
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
  });

  it("have a role that can only write to the log group, and cannot create it again (terraform-aws-modules/terraform-aws-vpc#435)", async () => {
    const network = await recordNetwork();
    const group = String(network.one(LOG_GROUP).state["arn"]);
    const policy = JSON.parse(String(network.one(ROLE_POLICY).inputs["policy"])) as { Statement: unknown[] };
    expect(policy.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [group, `${group}:*`],
      },
    ]);
  });

  it("are the only service that can assume the role, for this account and Region", async () => {
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

  it("are created after the policy of the role, and deleted before they are replaced", async () => {
    const { options } = (await recordNetwork()).one(FLOW_LOG);
    expect(options.dependsOn).toEqual([`${ROLE_POLICY}::network-flow-logs`]);
    expect(options.deleteBeforeReplace).toBe(true);
  });
});

describe("flow logs to S3", () => {
  it("are Parquet files in the log bucket, in hourly partitions that Athena reads", async () => {
    const network = await recordNetworkWithLogBucket({ flowLogs: TO_S3 });
    expect(network.one(FLOW_LOG).inputs).toEqual({
      vpcId: network.one(VPC).id,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "s3",
      logDestination: `arn:aws:s3:::${LOG_BUCKET}`,
      destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
      tags: { Name: "groundwork-test-flow-logs" },
    });
  });

  it("have neither log group nor role", async () => {
    const network = await recordNetworkWithLogBucket({ flowLogs: TO_S3 });
    expect([LOG_GROUP, ROLE, ROLE_POLICY].flatMap((type) => network.ofType(type))).toEqual([]);
  });

  it.each([
    ["cloudwatch", { ...TO_S3, destination: "cloudwatch", retentionDays: 14 }],
    ["s3", TO_S3],
  ] as const)("record chosen fields in the order they are written, to %s as well", async (_, flowLogs) => {
    const network = await recordNetworkWithLogBucket({
      flowLogs: { ...flowLogs, fields: ["srcaddr", "pkt-dstaddr", "action"] },
    });
    expect(network.one(FLOW_LOG).inputs["logFormat"]).toBe("${srcaddr} ${pkt-dstaddr} ${action}");
  });
});
