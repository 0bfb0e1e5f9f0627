import type { Props } from "../../../sandbox/props";
import type { WorldObject } from "../../../sandbox/world";
import { policyDocument } from "../../../domain/iam/policy-document";
import { allowLogDelivery } from "../../../components/storage/log-delivery";
import { Account, SCOPE } from "./ec2-account";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const BUCKET = "aws:s3/bucket:Bucket";
const QUERY_LOG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const QUERY_LOG_ASSOCIATION = "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
const DOMAIN_LIST = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const RULE_GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const ASSOCIATION = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";

const ARN = "arn:aws:s3:::logs";

/** An account with a bucket whose policy allows log delivery. */
class LoggingAccount extends Account {
  readonly bucket = this.create(BUCKET, "logs", { bucket: "logs" });
  readonly policy = this.create("aws:s3/bucketPolicy:BucketPolicy", "logs", {
    bucket: "logs",
    policy: policyDocument(allowLogDelivery(["vended"], { ...SCOPE, bucketName: "logs" })),
  });
}

let account: LoggingAccount;
beforeEach(() => {
  account = new LoggingAccount();
});

describe("logs to S3 in the sandbox", () => {
  const denied = "Access Denied for LogDestination: other. Please check LogDestination permission";
  const flowLog = (change: Props): Props => ({
    vpcId: account.vpc.id,
    trafficType: "ALL",
    logDestinationType: "s3",
    logDestination: ARN,
    ...change,
  });

  it("are refused by a bucket without a policy for log delivery", () => {
    account.create(BUCKET, "other", { bucket: "other" });
    expect(account.creating(FLOW_LOG, flowLog({ logDestination: "arn:aws:s3:::other" }))).toThrow(denied);
    expect(account.creating(QUERY_LOG, { destinationArn: "arn:aws:s3:::other" })).toThrow(denied);
    expect(account.creating(QUERY_LOG, { destinationArn: "arn:aws:logs:eu-west-1:1:log-group:no" })).toThrow(
      "there is no log group with the ARN",
    );
  });

  it.each<[string, () => WorldObject]>([
    ["flow logs", () => account.create(FLOW_LOG, "flow", flowLog({}))],
    ["a query log", () => account.create(QUERY_LOG, "query", { name: "q", destinationArn: ARN })],
  ])("prevent the deletion of their bucket: %s would write to it again", (_, create) => {
    const writer = create();
    expect(account.deleting(account.bucket)).toThrow(`${writer.id} delivers logs to it`);
    account.deleting(writer)();
    expect(account.deleting(account.bucket)).not.toThrow();
  });

  it("need their configuration while it is associated with a VPC", () => {
    const config = account.create(QUERY_LOG, "query", { name: "q", destinationArn: ARN });
    const inputs = { resolverQueryLogConfigId: config.id, resourceId: account.vpc.id };
    account.create(QUERY_LOG_ASSOCIATION, "query", inputs);
    expect(account.deleting(config)).toThrow("is associated with a VPC");
    expect(account.creating(QUERY_LOG_ASSOCIATION, { ...inputs, resolverQueryLogConfigId: "rqlc-0" })).toThrow(
      'ResourceNotFoundException: "rqlc-0" does not exist',
    );
  });
});

describe("a DNS Firewall in the sandbox", () => {
  const group = (): WorldObject => account.create(RULE_GROUP, "group", { name: "g" });
  const list = (): WorldObject => account.create(DOMAIN_LIST, "list", { name: "l", domains: ["*", "example.com"] });
  const rule = (change: Props): Props => ({ name: "r", priority: 100, action: "ALERT", ...change });

  it("returns the domain *. with its dot, as the provider does", () => {
    expect(list().state["domains"]).toEqual(["*.", "example.com"]);
    expect(account.creating(DOMAIN_LIST, { domains: ["a b"] })).toThrow('"a b" is not a valid domain');
  });

  it("has one rule for each priority", () => {
    const firewallRuleGroupId = group().id;
    account.create(RULE, "a", rule({ firewallRuleGroupId, firewallDomainListId: "rslvr-fdl-1" }));
    expect(account.creating(RULE, rule({ firewallRuleGroupId, firewallDomainListId: "rslvr-fdl-2" }))).toThrow(
      "ValidationException: the priority 100 is already in use",
    );
  });

  it.each([
    ["BLOCK", {}],
    ["ALLOW", { blockResponse: "NODATA" }],
  ])("refuses %s with %j", (action, change) => {
    const ids = { firewallRuleGroupId: group().id, firewallDomainListId: "rslvr-fdl-1" };
    expect(account.creating(RULE, rule({ ...ids, action, ...change }))).toThrow("BlockResponse is required");
  });

  it.each([100, 9900])("refuses the priority %i, which Firewall Manager reserves", (priority) => {
    const inputs = { name: "a", vpcId: account.vpc.id, firewallRuleGroupId: group().id, priority };
    expect(account.creating(ASSOCIATION, inputs)).toThrow("The priority value you provided is reserved.");
  });

  it("is deleted from the association to the lists", () => {
    const [rules, domains] = [group(), list()];
    const ids = { firewallRuleGroupId: rules.id, firewallDomainListId: domains.id };
    const member = account.create(RULE, "rule", rule(ids));
    const association = account.create(ASSOCIATION, "group", {
      name: "a",
      vpcId: account.vpc.id,
      firewallRuleGroupId: rules.id,
      priority: 101,
    });
    expect(account.deleting(domains)).toThrow("is used by a firewall rule");
    expect(account.deleting(rules)).toThrow("has associations; ");
    for (const object of [association, member, domains, rules]) expect(account.deleting(object)).not.toThrow();
  });
});
