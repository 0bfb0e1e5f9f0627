import { costDashboard, type DashboardParts, signalsDashboard } from "../../../domain/monitoring/dashboards";
import { recordObservability } from "./fixture";

interface Widget {
  readonly x: number;
  readonly y: number;
  readonly properties: { readonly title: string; readonly region: string; readonly metrics: readonly string[][] };
}

const BARE: DashboardParts = {
  region: "eu-west-1",
  clusterName: "shop",
  natMetrics: {},
  fileSystemIds: {},
  loadBalancers: [],
  canaries: [],
};
const FULL: DashboardParts = {
  ...BARE,
  natMetrics: { a: { NatGatewayId: "nat-1" } },
  fileSystemIds: { shared: "fs-1" },
  loadBalancers: ["app/web/1"],
  canaries: ["shop-home"],
};
const widgets = (body: string): readonly Widget[] => (JSON.parse(body) as { widgets: Widget[] }).widgets;

describe("the dashboard of signals", () => {
  it.each(["Traffic", "Errors", "Latency", "Saturation"])(
    "shows the signal %s of a stack with a cluster only",
    (signal) => {
      expect(
        widgets(signalsDashboard(BARE)).filter(({ properties }) => properties.title.startsWith(signal)),
      ).not.toEqual([]);
    },
  );

  it("shows gateways, file systems, load balancers and canaries that the stack has", () => {
    const shown = new Set(
      widgets(signalsDashboard(FULL)).flatMap(({ properties }) => properties.metrics.map(([namespace]) => namespace)),
    );
    expect(shown).toEqual(
      new Set([
        "AWS/EKS",
        "AWS/ApplicationELB",
        "AWS/NATGateway",
        "CloudWatchSynthetics",
        "ContainerInsights",
        "AWS/EFS",
      ]),
    );
  });

  it("has no widget without metrics, and two widgets in a row", () => {
    const all = widgets(signalsDashboard(BARE));
    expect(all.filter(({ properties }) => properties.metrics.length === 0)).toEqual([]);
    expect(all.map(({ x, y }) => [x, y])).toEqual(all.map((_, index) => [(index % 2) * 12, Math.floor(index / 2) * 6]));
  });

  it("writes dimensions as pairs of name and value", () => {
    expect(widgets(signalsDashboard(BARE))[0]?.properties.metrics).toEqual([
      ["AWS/EKS", "apiserver_request_total", "ClusterName", "shop"],
    ]);
  });
});

describe("the dashboard of costs", () => {
  it("reads charges in us-east-1, and all else in the Region of the stack", () => {
    const regions = widgets(costDashboard(FULL)).map(({ properties }) => [
      properties.metrics[0]?.[0],
      properties.region,
    ]);
    expect(regions).toEqual([
      ["AWS/Billing", "us-east-1"],
      ["AWS/Billing", "us-east-1"],
      ["AWS/NATGateway", "eu-west-1"],
      ["AWS/Logs", "eu-west-1"],
    ]);
  });
});

describe("dashboards of a stack", () => {
  it.each([
    [{ signals: false, cost: false }, []],
    [{ signals: true, cost: false }, ["shop-test-signals"]],
    [{ signals: true, cost: true }, ["shop-test-signals", "shop-test-cost"]],
  ])("with %j are %j, without alarms too", async (dashboards, names) => {
    const recording = await recordObservability({ dashboards }, { hasTopics: false });
    const created = recording.ofType("aws:cloudwatch/dashboard:Dashboard");
    expect(created.map(({ inputs }) => inputs["dashboardName"])).toEqual(names);
    for (const { inputs } of created) expect(widgets(String(inputs["dashboardBody"])).length).toBeGreaterThan(1);
  });
});
