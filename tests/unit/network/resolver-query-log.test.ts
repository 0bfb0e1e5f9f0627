import { LOG_BUCKET, compareNetworks, recordNetwork, recordNetworkWithLogBucket } from "./fixture";

const CONFIG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const ASSOCIATION = "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const VPC = "aws:ec2/vpc:Vpc";

const TO_GROUP = { destination: "cloudwatch", retentionDays: 30 } as const;

describe("the log of DNS queries", () => {
  it("is not kept unless asked for", async () => {
    const network = await recordNetwork();
    expect([CONFIG, ASSOCIATION].flatMap((type) => network.ofType(type))).toEqual([]);
  });

  it("of the VPC goes to a log group that forgets, under a name that AWS's shared policy covers", async () => {
    const network = await recordNetwork({ queryLog: TO_GROUP });
    const group = network.one(LOG_GROUP, "network-query-log");
    expect(group.inputs).toEqual({ name: "/aws/vendedlogs/route53resolver/groundwork-test", retentionInDays: 30 });
    expect(network.one(CONFIG).inputs["destinationArn"]).toBe(group.state["arn"]);
    expect(network.one(ASSOCIATION).inputs).toEqual({
      resolverQueryLogConfigId: network.one(CONFIG).id,
      resourceId: network.one(VPC).id,
    });
  });

  it("goes to the log bucket instead, without a group", async () => {
    const network = await recordNetworkWithLogBucket({ queryLog: { destination: "s3" } });
    expect(network.one(CONFIG).inputs["destinationArn"]).toBe(`arn:aws:s3:::${LOG_BUCKET}`);
    expect(network.ofType(LOG_GROUP).map(({ name }) => name)).toEqual(["network-flow-logs"]);
  });

  it("comes without touching anything that is there", async () => {
    const { removed, changed } = compareNetworks(await recordNetwork(), await recordNetwork({ queryLog: TO_GROUP }));
    expect([...removed, ...changed]).toEqual([]);
  });
});
