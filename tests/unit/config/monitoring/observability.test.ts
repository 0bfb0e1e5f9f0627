import { type Edits, problemsWith } from "../fixtures";

const ALARMS = { emails: ["ops@example.com"] };
const OWN_TRAIL: Edits = { "account.cloudTrail": { trail: "create", logGroupRetentionDays: 90 } };

describe("monitoring.trail", () => {
  it.each<[string, Edits]>([
    ["the log group of an existing trail", { monitoring: { alarms: ALARMS, trail: { logGroupName: "trail" } } }],
    ["the log group of the stack's own trail", { monitoring: { alarms: ALARMS, trail: {} }, ...OWN_TRAIL }],
    [
      "an existing log group beside a trail without one",
      {
        monitoring: { alarms: ALARMS, trail: { logGroupName: "trail" } },
        "account.cloudTrail": { trail: "create" },
      },
    ],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "no topics",
      { monitoring: { trail: { logGroupName: "trail" } } },
      ["monitoring.trail: monitoring/alarms-without-topics"],
    ],
    [
      "no trail",
      { monitoring: { alarms: ALARMS, trail: {} } },
      ["monitoring.trail: monitoring/trail-without-log-group"],
    ],
    [
      "a trail without a log group",
      { monitoring: { alarms: ALARMS, trail: {} }, "account.cloudTrail": { trail: "create" } },
      ["monitoring.trail: monitoring/trail-without-log-group"],
    ],
    [
      "two log groups",
      { monitoring: { alarms: ALARMS, trail: { logGroupName: "trail" } }, ...OWN_TRAIL },
      ["monitoring.trail.logGroupName: monitoring/trail-has-two-log-groups"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("monitoring.slos", () => {
  const LOAD_BALANCER = "app/web/0123456789abcdef";
  const objectives = (slo: object): Edits => ({ monitoring: { alarms: ALARMS, slos: { web: slo } } });

  it("may have a load balancer", () => {
    expect(problemsWith(objectives({ loadBalancer: LOAD_BALANCER }))).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["no target", objectives({}), ["monitoring.slos.web: monitoring/slo-target"]],
    [
      "an ARN instead of its last part",
      objectives({ loadBalancer: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/${LOAD_BALANCER}` }),
      ["monitoring.slos.web.loadBalancer: schema/wrong-form"],
    ],
    [
      "a target below which a burn rate has no meaning",
      objectives({ loadBalancer: LOAD_BALANCER, availabilityPercent: 90 }),
      ["monitoring.slos.web.availabilityPercent: schema/out-of-range"],
    ],
    [
      "no topics",
      { monitoring: { slos: { web: { loadBalancer: LOAD_BALANCER } } } },
      ["monitoring.slos.web: monitoring/alarms-without-topics"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("monitoring.canaries", () => {
  const URL = "https://www.example.com/";
  const canaries = (canary: object, slos: object = {}): Edits => ({
    monitoring: { alarms: ALARMS, canaries: { home: canary }, slos },
  });

  it("may be measured by an objective", () => {
    expect(problemsWith(canaries({ url: URL, everyMinutes: 1 }, { home: { canary: "home" } }))).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "no topics",
      { monitoring: { canaries: { home: { url: URL } } } },
      ["monitoring.canaries.home: monitoring/alarms-without-topics"],
    ],
    [
      "an address without TLS",
      canaries({ url: "http://x.example.com" }),
      ["monitoring.canaries.home.url: schema/wrong-form"],
    ],
    [
      "runs that overlap",
      canaries({ url: URL, everyMinutes: 1, timeoutSeconds: 90 }),
      ["monitoring.canaries.home.timeoutSeconds: monitoring/canary-limits"],
    ],
    [
      "a latency that no run can reach",
      canaries({ url: URL, maximumLatencyMs: 25_001 }),
      ["monitoring.canaries.home.maximumLatencyMs: monitoring/canary-limits"],
    ],
    [
      "an objective for another canary",
      canaries({ url: URL }, { shop: { canary: "shop" } }),
      ["monitoring.slos.shop.canary: monitoring/unknown-canary"],
    ],
    [
      "an objective for a canary and a load balancer",
      canaries({ url: URL }, { home: { canary: "home", loadBalancer: "app/web/0123456789abcdef" } }),
      ["monitoring.slos.home: monitoring/slo-target"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("monitoring.logs", () => {
  const destination = (region: string): Edits => ({
    "monitoring.logs.subscriptions.central": {
      logGroupNames: ["/aws/eks/shop-dev/cluster"],
      destinationArn: `arn:aws:logs:${region}:444455556666:destination:central`,
    },
  });
  const metric = { logGroupName: "app", pattern: "error" };

  it.each<[string, Edits]>([
    ["a destination in the Region of the stack", destination("eu-west-1")],
    ["saved queries without alarms", { "monitoring.logs.queriedLogGroups": ["app"] }],
    ["dashboards without alarms", { "monitoring.dashboards": { signals: true, cost: true } }],
    ["a metric with alarms", { monitoring: { alarms: ALARMS, logs: { metricFilters: { errors: metric } } } }],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a destination in another Region",
      destination("us-east-1"),
      ["monitoring.logs.subscriptions.central.destinationArn: monitoring/destination-in-another-region"],
    ],
    [
      "a metric without topics",
      { "monitoring.logs.metricFilters.errors": metric },
      ["monitoring.logs.metricFilters.errors: monitoring/alarms-without-topics"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
