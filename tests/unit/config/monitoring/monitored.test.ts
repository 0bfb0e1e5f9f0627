import { type Edits, problemsWith } from "../fixtures";

const ALARMS = "monitoring.alarms";
const LOAD_BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188";
const TARGET_GROUP = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067";
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-90ab-4cde-8f12-34567890abcd";

function monitored(change: (arn: string) => string): Edits {
  return {
    [ALARMS]: {
      emails: ["ops@example.com"],
      loadBalancers: { web: { arn: change(LOAD_BALANCER), targetGroups: { app: change(TARGET_GROUP) } } },
      certificates: { site: change(CERTIFICATE) },
    },
  };
}

describe("resources that alarms monitor by ARN", () => {
  it("are in the account and Region of the stack", () => {
    expect(problemsWith(monitored((arn) => arn))).toEqual([]);
  });

  it.each([
    ["Region", "eu-west-1", "eu-central-1"],
    ["account", "111122223333", "444455556666"],
  ])("are refused in another %s, one finding each", (_, own, other) => {
    expect(problemsWith(monitored((arn) => arn.replace(own, other)))).toEqual([
      "monitoring.alarms.loadBalancers.web.arn: monitoring/resource-elsewhere",
      "monitoring.alarms.loadBalancers.web.targetGroups.app: monitoring/resource-elsewhere",
      "monitoring.alarms.certificates.site: monitoring/resource-elsewhere",
    ]);
  });
});

describe("filters of one log group", () => {
  const metricFilters = (count: number): Edits => ({
    "monitoring.alarms": { emails: ["ops@example.com"] },
    "monitoring.trail": { logGroupName: "trail", alarms: ["root-use"] },
    "monitoring.logs.metricFilters": Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`f${String(index)}`, { logGroupName: "trail", pattern: "ERROR" }]),
    ),
  });

  it("are at most 100 metric filters with those of the trail", () => {
    expect(problemsWith(metricFilters(99))).toEqual([]);
    expect(problemsWith(metricFilters(100))).toEqual(["monitoring.logs.metricFilters: monitoring/metric-filter-quota"]);
  });
});
