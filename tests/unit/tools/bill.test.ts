import { bill } from "../../../domain/cost/bill";
import { billSentence, renderBill } from "../../../tools/bill/render";
import { type Edits, TODAY } from "../config/fixtures";
import { configWith } from "../domain/cost/fixture";

const NODES = { amiType: "AL2023_x86_64_STANDARD", minSize: 1, desiredSize: 2, maxSize: 4, diskSizeGiB: 20 };
const SMALL: Edits = {
  "aws.region": "us-east-1",
  "network.zoneIds": { a: "use1-az1", b: "use1-az2" },
  "cluster.nodeGroups": { main: { ...NODES, instanceTypes: ["t3.medium"] } },
};

function rendered(edits: Edits): string {
  return renderBill(bill(configWith({ ...SMALL, ...edits }), TODAY));
}

function sentence(edits: Edits): string {
  return billSentence(bill(configWith({ ...SMALL, ...edits }), TODAY));
}

describe("the rendered bill", () => {
  it("shows each line, the sum, the dates of the prices and the excluded costs", () => {
    expect(rendered({})).toBe(
      [
        "Monthly costs in USD, on demand, at us-east-1 prices as of 2024-07-01 to 2026-09-20",
        "  EKS control plane       1 x  $73.00   $73.00",
        "  NAT gateway             1 x  $32.85   $32.85",
        "  public IPv4 address     1 x   $3.65    $3.65",
        "  nodes main              2 x  $30.37   $60.74",
        "  GB of node disks main  40 x   $0.08    $3.20",
        "  fixed                                $173.44",
        "Traffic is excluded: set groundwork:usage to include it.",
        "Excluded: logs, stored objects and images, requests, load balancers, volumes of pods, support, taxes, discounts.",
        "Prices older than 180 days, which may have changed since: public IPv4 address, GB of node disks main",
      ].join("\n"),
    );
  });

  it("adds the costs of usage, and compares interface endpoints with NAT", () => {
    const text = rendered({ usage: { internetOutGb: 100, awsServiceGb: { logs: 1000, sts: 2 } } });
    expect(text).toMatch(/GB through NAT +1102 x +\$0\.045 +\$49\.59\n/);
    expect(text).toMatch(/fixed and usage +\$2\d\d\.\d\d\n/);
    expect(text).not.toContain("Traffic is excluded");
    expect(text).toContain(
      "Interface endpoint for logs in 2 zones: $24.60 instead of $45.00 through NAT for 1000 GB, saves $20.40.",
    );
    expect(text).toContain(
      "Interface endpoint for sts in 2 zones: $14.62 instead of $0.09 through NAT for 2 GB, costs $14.53 more; cheaper above 417 GB.",
    );
  });

  it("lists resources without a known price", () => {
    const text = rendered({ "cluster.nodeGroups": { gpu: { ...NODES, instanceTypes: ["z1d.large"] } } });
    expect(text).toContain("No price is known for, so the sum excludes: 2 nodes gpu (z1d.large)");
  });
});

describe("the bill in one line", () => {
  it("states fixed costs, the Region and dates of the prices, and that every resource has a price", () => {
    expect(sentence({})).toBe(
      "$173.44 a month fixed, at us-east-1 prices as of 2024-07-01 to 2026-09-20; unpriced: nothing",
    );
  });

  it("states that prices of another Region are higher, that costs are an upper limit, the usage, and resources without a price", () => {
    const text = sentence({
      "aws.region": "eu-west-1",
      "network.zoneIds": {},
      "network.nat": "per-zone",
      usage: { internetInGb: 100 },
      "cluster.nodeGroups": {
        spot: { ...NODES, capacityType: "SPOT", instanceTypes: ["t3.medium", "t3.large", "m5.large"] },
        gpu: { ...NODES, instanceTypes: ["z1d.large"] },
      },
    });
    expect(text).toMatch(
      /^at most \$\d+\.\d\d a month fixed, \$4\.50 for the usage in groundwork:usage, at us-east-1 prices/,
    );
    expect(text).toMatch(/\(prices in eu-west-1 are usually higher\) as of .*; unpriced: 2 nodes gpu \(z1d\.large\)$/);
  });
});
