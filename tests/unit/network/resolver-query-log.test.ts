import { LOG_BUCKET, compareNetworks, recordNetwork, recordNetworkWithLogBucket } from "./fixture";

const CONFIG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const ASSOCIATION = "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const VPC = "aws:ec2/vpc:Vpc";

const TO_GROUP = { destination: "cloudwatch", retentionDays: 30 } as const;

describe("the DNS query log", () => {
  it("is not created by default", async () => {
    const network = await recordNetwork();
    expect([CONFIG, ASSOCIATION].flatMap((type) => network.ofType(type))).toEqual([]);
  });

  it("is written to a log group with a retention, whose name the shared resource policy of AWS covers", async () => {
    const network = await recordNetwork({ queryLog: TO_GROUP });
    const group = network.one(LOG_GROUP, "network-query-log");
    expect(group.inputs).toEqual({ name: "/aws/vendedlogs/route53resolver/groundwork-test", retentionInDays: 30 });
    expect(network.one(CONFIG).inputs["destinationArn"]).toBe(group.state["arn"]);
    expect(network.one(ASSOCIATION).inputs).toEqual({
      resolverQueryLogConfigId: network.one(CONFIG).id,
      resourceId: network.one(VPC).id,
    });
  });

  it("has a log group of the class that is set", async () => {
    const network = await recordNetwork({ queryLog: { ...TO_GROUP, logClass: "INFREQUENT_ACCESS" } });
    expect(network.one(LOG_GROUP, "network-query-log").inputs["logGroupClass"]).toBe("INFREQUENT_ACCESS");
  });

  it("is written to the log bucket, without a log group, with `destination` s3", async () => {
    const network = await recordNetworkWithLogBucket({ queryLog: { destination: "s3" } });
    expect(network.one(CONFIG).inputs["destinationArn"]).toBe(`arn:aws:s3:::${LOG_BUCKET}`);
    expect(network.ofType(LOG_GROUP).map(({ name }) => name)).toEqual(["network-flow-logs"]);
  });

  it("can be added without changing another resource", async () => {
    const { removed, changed } = compareNetworks(await recordNetwork(), await recordNetwork({ queryLog: TO_GROUP }));
    expect([...removed, ...changed]).toEqual([]);
  });
});
