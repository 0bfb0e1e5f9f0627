import type { WebAclArgs } from "../../../components/cluster/web-acl/web-acl";
import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import type { Recording } from "../../support/record";
import { recordCluster, SAMPLE_WORKLOAD } from "./fixture";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const ANNOTATION = "alb.ingress.kubernetes.io/wafv2-acl-arn";

const ARGS: WebAclArgs = { requestsPerFiveMinutes: 1000, managedRules: ["common", "ip-reputation"], mode: "block" };

function recordWebAcl(webAcl: WebAclArgs | undefined): Promise<Recording<unknown>> {
  return recordCluster({
    loadBalancerController: { version: "3.5.0", isolatedVpc: false },
    sampleWorkload: { ...SAMPLE_WORKLOAD, ingress: { scheme: "internal", inboundCidrs: ["10.0.0.0/8"] } },
    ...(webAcl === undefined ? {} : { webAcl }),
  });
}

function annotation(recording: Recording<unknown>): unknown {
  return (recording.one(INGRESS).inputs["metadata"] as { annotations: Record<string, string> }).annotations[ANNOTATION];
}

describe("the web ACL of a cluster", () => {
  it("is created only if it is configured", async () => {
    const recording = await recordWebAcl(undefined);
    expect(recording.ofType(WEB_ACL)).toEqual([]);
    expect(annotation(recording)).toBeUndefined();
  });

  it("limits the requests of each address, and then evaluates the managed rule groups in order", async () => {
    const { inputs } = (await recordWebAcl(ARGS)).one(WEB_ACL);
    expect(inputs).toMatchObject({ scope: "REGIONAL", defaultAction: { allow: {} } });
    expect(inputs["rules"]).toMatchObject([
      {
        name: "rate-limit",
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 1000, evaluationWindowSec: 300 } },
      },
      {
        priority: 1,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
      },
      {
        priority: 2,
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesAmazonIpReputationList" } },
      },
    ]);
  });

  it("blocks nothing in mode count", async () => {
    const { inputs } = (await recordWebAcl({ ...ARGS, mode: "count" })).one(WEB_ACL);
    const [limit, ...groups] = inputs["rules"] as Record<string, unknown>[];
    expect(limit?.["action"]).toEqual({ count: {} });
    expect(groups.map(({ overrideAction }) => overrideAction)).toEqual([{ count: {} }, { count: {} }]);
  });

  it("protects the load balancer of the sample workload", async () => {
    const recording = await recordWebAcl(ARGS);
    expect(annotation(recording)).toBe(recording.one(WEB_ACL).state["arn"]);
  });

  it("WAF.11: logs matched requests only with a retention, and without credentials", async () => {
    expect((await recordWebAcl(ARGS)).ofType(LOGGING)).toEqual([]);
    const recording = await recordWebAcl({ ...ARGS, logRetentionDays: 30 });
    const group = recording.one(LOG_GROUP, "cluster-web-acl");
    expect(group.inputs["name"]).toMatch(/^aws-waf-logs-/);
    expect(group.inputs["retentionInDays"]).toBe(30);
    expect(recording.one(LOGGING).inputs).toMatchObject({
      logDestinationConfigs: [group.state["arn"]],
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
      loggingFilter: { defaultBehavior: "DROP" },
    });
  });
});

describe("a web ACL in the sandbox", () => {
  const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
  const RATE = {
    name: "rate",
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { limit: 100, aggregateKeyType: "IP" } },
  };
  const GROUP = {
    name: "common",
    priority: 1,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
  };
  const VALID = { name: "shop", scope: "REGIONAL", defaultAction: { allow: {} }, rules: [RATE, GROUP] };
  const create = (rules: readonly unknown[]): unknown =>
    new Cloud(new World()).create(WEB_ACL, "w", { ...VALID, rules }, SCOPE);

  it("is replaced with another name or scope, and not with other rules", () => {
    const cloud = new Cloud(new World());
    expect(cloud.diff(WEB_ACL, VALID, { ...VALID, name: "other" }).replaces).toEqual(["name"]);
    expect(cloud.diff(WEB_ACL, VALID, { ...VALID, rules: [RATE] }).replaces).toEqual([]);
  });

  it.each<[string, readonly unknown[]]>([
    ["two rules have the same priority", [RATE, { ...GROUP, priority: 0 }]],
    ["the rule common needs overrideAction alone", [{ ...GROUP, overrideAction: undefined, action: { block: {} } }]],
    ["the rule rate needs action alone", [{ ...RATE, action: undefined }]],
    [
      "a rate limit is from 10 to 2000000000 requests",
      [{ ...RATE, statement: { rateBasedStatement: { limit: 9, aggregateKeyType: "IP" } } }],
    ],
    [
      "the evaluation window is one of 60, 120, 300, 600 seconds",
      [{ ...RATE, statement: { rateBasedStatement: { limit: 10, evaluationWindowSec: 30 } } }],
    ],
  ])("is refused: %s", (message, rules) => {
    expect(() => create(rules)).toThrow(message);
  });

  it("cannot be deleted while an Ingress names it", () => {
    const cloud = new Cloud(new World());
    const { id, state } = cloud.create(WEB_ACL, "w", VALID, SCOPE);
    const metadata = { name: "web", namespace: "web", annotations: { [ANNOTATION]: state["arn"] } };
    cloud.create("kubernetes:core/v1:Namespace", "n", { metadata: { name: "web" } }, SCOPE);
    cloud.create(INGRESS, "i", { metadata }, SCOPE);
    expect(() => {
      cloud.delete(WEB_ACL, id);
    }).toThrow("WAFAssociatedItemException");
  });

  it("logs only to a log group whose name begins with aws-waf-logs-", () => {
    const cloud = new Cloud(new World());
    const acl = cloud.create(WEB_ACL, "w", VALID, SCOPE);
    const group = cloud.create(LOG_GROUP, "g", { name: "logs" }, SCOPE);
    const inputs = { resourceArn: acl.state["arn"], logDestinationConfigs: [group.state["arn"]] };
    expect(() => cloud.create(LOGGING, "l", inputs, SCOPE)).toThrow("does not begin with aws-waf-logs-");
    expect(() => cloud.create(LOGGING, "l", { ...inputs, resourceArn: "arn:none" }, SCOPE)).toThrow(
      "there is no web ACL arn:none",
    );
  });
});
