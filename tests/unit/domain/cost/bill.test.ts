import { type Bill, total } from "../../../../domain/cost/bill";
import type { Edits } from "../../config/fixtures";
import { billFor } from "./fixture";

function amounts({ fixed }: Bill): Record<string, number> {
  return Object.fromEntries(fixed.map(({ what, usd }) => [what, Number(usd.toFixed(2))]));
}

const X86 = { amiType: "AL2023_x86_64_STANDARD", minSize: 1, maxSize: 4 };
const REPLICATED = { noncurrentExpirationDays: 30, replicate: true };
const KEYS = { "storage.encryption": "customer-managed", "cluster.secretsEncryption": "customer-managed" };

describe("the fixed part of the bill", () => {
  it("contains the metrics of replicas, and one KMS key for all replicas", () => {
    const replicating = {
      "aws.secondRegion": "eu-central-1",
      "storage.buckets": { one: REPLICATED, two: REPLICATED, three: { ...REPLICATED, replicate: false } },
    };
    expect(amounts(billFor({ ...KEYS, ...replicating }))).toMatchObject({ "KMS key": 3, "replication metric": 2.4 });
    expect(amounts(billFor(replicating))).not.toHaveProperty("KMS key");
    expect(amounts(billFor(KEYS))).not.toHaveProperty("replication metric");
  });

  // 62.5% of the hours of a week.
  it("subtracts the hours in which nodes do not run, unless off-hours are paused", () => {
    const main = { ...X86, instanceTypes: ["t3.medium"], minSize: 0, desiredSize: 2, diskSizeGiB: 20 };
    const off = (paused: boolean): Edits => ({
      "cluster.nodeGroups": { main },
      "cluster.offHours": { timeZone: "UTC", paused },
    });
    expect(amounts(billFor(off(false)))).toMatchObject({
      "nodes main": 60.74,
      "off-hours of nodes main, 63% of the time": -37.96,
      "off-hours of GB of node disks main, 63% of the time": -2,
    });
    expect(Object.keys(amounts(billFor(off(true)))).filter((what) => what.includes("off-hours"))).toEqual([]);
  });

  it("contains the key of a trail that the stack creates, and none of a trail that exists", () => {
    expect(amounts(billFor({ "account.cloudTrail.trail": "create" }))).toMatchObject({ "KMS key": 1 });
    expect(amounts(billFor({ "account.cloudTrail.trail": "existing" }))).not.toHaveProperty("KMS key");
  });

  // 73 + 32.85 + 3.65 + 2 x 30.368 + 40 x 0.08 + 2 = 175.436.
  it("of a small stack equals the sum that the comment calculates", () => {
    const small = billFor({
      ...KEYS,
      "cluster.nodeGroups": { main: { ...X86, instanceTypes: ["t3.medium"], desiredSize: 2, diskSizeGiB: 20 } },
    });
    expect(amounts(small)).toEqual({
      "EKS control plane": 73,
      "NAT gateway": 32.85,
      "public IPv4 address": 3.65,
      "nodes main": 60.74,
      "GB of node disks main": 3.2,
      "KMS key": 2,
    });
    expect(total(small.fixed)).toBeCloseTo(175.436, 3);
    expect(small.unpriced).toEqual([]);
  });

  // 73 + 3 x 36.50 + 3 x 70.08 + 150 x 0.08 + 2 = 406.74.
  it("of a production stack contains a NAT gateway for each zone", () => {
    const large = billFor(
      { "cluster.nodeGroups": { main: { ...X86, instanceTypes: ["m6i.large"], desiredSize: 3, diskSizeGiB: 50 } } },
      "prod",
    );
    expect(total(large.fixed)).toBeCloseTo(406.74, 2);
  });

  it.each([
    ["none", undefined, undefined],
    ["single", 32.85, 3.65],
    ["per-zone", 65.7, 7.3],
  ])("contains the gateways and addresses of NAT %s", (nat, gateways, addresses) => {
    const lines = amounts(billFor({ "network.nat": nat }));
    expect([lines["NAT gateway"], lines["public IPv4 address"]]).toEqual([gateways, addresses]);
  });

  it.each([
    ["the last day of standard support", "2026-12-01T23:59:59Z", { "EKS control plane": 73 }],
    ["the first day of extended support", "2026-12-02T00:00:00Z", { "EKS control plane, extended support": 438 }],
  ])("depends on the Kubernetes support calendar: %s", (_, today, expected) => {
    const edits = { "cluster.version": "1.34", "cluster.supportType": "EXTENDED" };
    expect(amounts(billFor(edits, "dev", new Date(today)))).toMatchObject(expected);
  });

  it("contains each interface endpoint once per zone", () => {
    const lines = amounts(billFor({ "network.interfaceEndpoints": { bundles: ["private-eks"] } }));
    expect(lines["interface endpoint in a zone"]).toBe(102.2);
    expect(amounts(billFor({}))).not.toHaveProperty("interface endpoint in a zone");
  });

  it("contains the transit gateway attachment, and the usage part contains its traffic", () => {
    const transitGateway = { id: "tgw-0a1b2c3d4e5f60718", destinations: ["10.0.0.0/8"] };
    const edits = { "network.transitGateway": transitGateway, "usage.transitGatewayGb": 1000 };
    expect(amounts(billFor(edits))["transit gateway attachment"]).toBe(36.5);
    expect(billFor(edits).usage.map(({ what, usd }) => [what, usd])).toEqual([["GB to the transit gateway", 20]]);
    expect(billFor({ "usage.transitGatewayGb": 1000 }).usage).toEqual([]);
  });

  it("contains the web ACL, its rate limit and each managed rule group, and names its requests as unpriced", () => {
    const webAcl = { managedRules: ["common", "known-bad-inputs"] };
    const withWebAcl = billFor({ "cluster.loadBalancerController": {}, "cluster.webAcl": webAcl });
    expect(amounts(withWebAcl)).toMatchObject({ "web ACL": 5, "rule of the web ACL": 3 });
    expect(withWebAcl.unpriced).toContain("requests of AWS WAF ($0.60 per million)");
    expect(amounts(billFor({}))).not.toHaveProperty("web ACL");
  });

  it("contains each secret of Secrets Manager, and no line without secrets", () => {
    expect(amounts(billFor({ "storage.secrets": { "shop/database": {}, "shop/api": {} } }))).toMatchObject({
      secret: 0.8,
    });
    expect(amounts(billFor({}))).not.toHaveProperty("secret");
  });

  it("contains the hosted zones that the stack creates, and alarms on the certificates of all", () => {
    const zones = (entries: object) => ({ "cluster.hostedZones": entries });
    const main = { domain: "dev.example.com" };
    const bill = billFor(zones({ main, other: { domain: "example.org", zoneId: "Z1", certificate: false } }));
    expect(amounts(bill)).toMatchObject({ "hosted zone": 0.5 });
    expect(bill.unpriced.join()).toContain("queries of hosted zones");
    expect(amounts(billFor({}))).not.toHaveProperty("hosted zone");
    const alarms = { "monitoring.alarms": { emails: ["platform@example.com"] } };
    const metrics = (edits: object): number => amounts(billFor({ ...edits, ...alarms }))["metric of an alarm"] ?? 0;
    expect(metrics(zones({ main })) - metrics({})).toBeCloseTo(0.2);
  });

  it("names experiments as unpriced, because a person starts them", () => {
    const experiments = { terminateNodes: {}, stopAlarmArns: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:x"] };
    expect(billFor({ "resilience.experiments": experiments }).unpriced).toEqual([
      "experiments, while they run ($0.10 per minute of an action)",
    ]);
  });

  it("contains no NAT gateway with an existing VPC", () => {
    const ids = { a: "subnet-00000001", b: "subnet-00000002" };
    const subnets = { private: ids, "control-plane": ids };
    const existing = { vpcId: "vpc-0a1b2c3d", cidr: "10.20.0.0/16", subnets };
    const lines = amounts(billFor({ "network.cidr": undefined, "network.existing": existing }));
    expect(lines).not.toHaveProperty("NAT gateway");
  });

  it("contains no KMS key with encryption by keys of AWS", () => {
    expect(amounts(billFor({}))).not.toHaveProperty("KMS key");
    expect(amounts(billFor({ "storage.encryption": "customer-managed" }))).toMatchObject({ "KMS key": 1 });
    const backup = { "backup.encryption": "customer-managed", "aws.secondRegion": "eu-central-1" };
    const copied = { ...backup, "backup.secondRegionRetentionDays": 7 };
    expect(amounts(billFor(copied))).not.toHaveProperty("KMS key");
    expect(amounts(billFor({ ...backup, "backup.enabled": true }))).toMatchObject({ "KMS key": 1 });
    expect(amounts(billFor({ ...copied, "backup.enabled": true }))).toMatchObject({ "KMS key": 2 });
  });
});

describe("nodes, pods and load balancers in the bill", () => {
  const group = (settings: object): Edits => ({
    "cluster.nodeGroups": { main: { minSize: 0, desiredSize: 1, maxSize: 4, ...settings } },
  });

  it("have the on-demand price of the most expensive type of a Spot group, as an upper limit", () => {
    const { fixed } = billFor(
      group({ capacityType: "SPOT", instanceTypes: ["m7g.medium", "m7g.xlarge", "m7g.large"], desiredSize: 2 }),
    );
    const spot = fixed.find(({ what }) => what.startsWith("nodes"));
    expect(spot).toMatchObject({ what: "nodes main, Spot at the on-demand price", quantity: 2, atMost: true });
    expect(spot?.usd).toBeCloseTo(2 * 0.1632 * 730);
    expect(fixed.filter(({ atMost }) => atMost)).toHaveLength(1);
  });

  it("have the price of the first type of an on-demand group", () => {
    const { fixed } = billFor(group({ instanceTypes: ["m7g.large", "m7g.16xlarge"] }));
    expect(fixed.find(({ what }) => what === "nodes main")).toMatchObject({ atMost: false, usd: 0.0816 * 730 });
  });

  it("are listed as unpriced if their price is unknown", () => {
    const unknown = billFor(group({ instanceTypes: ["x2gd.large"], desiredSize: 2 }));
    expect(unknown.unpriced).toEqual(["2 nodes main (x2gd.large)"]);
    expect(Object.keys(amounts(unknown))).not.toContain("nodes main");
    const spot = billFor(group({ capacityType: "SPOT", instanceTypes: ["m7g.large", "x2gd.large", "m6g.large"] }));
    expect(spot.unpriced).toEqual(["1 nodes main (x2gd.large)"]);
    expect(Object.keys(amounts(spot)).filter((what) => what.startsWith("nodes"))).toEqual([]);
  });

  it("are unpriced with Auto Mode, with the limit of vCPUs", () => {
    const edits = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };
    expect(billFor(edits).unpriced).toEqual(["nodes of Auto Mode (up to 32 vCPUs)"]);
  });

  it("are unpriced for each Karpenter pool, with the limit of vCPUs, because workloads determine their number", () => {
    const pool = { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } };
    const edits = {
      "cluster.nodeGroups.main.minSize": 1,
      "cluster.karpenter": { replicas: 1, nodePools: { apps: pool } },
    };
    expect(billFor(edits).unpriced).toEqual(["nodes of Karpenter's pool apps (up to 64 vCPUs)"]);
  });

  it("are unpriced for Container Insights, Ingresses and Services, because workloads determine their number", () => {
    const edits = {
      "cluster.optionalAddons": { "amazon-cloudwatch-observability": {}, "external-dns": { zones: { "a.com": "Z1" } } },
      "cluster.loadBalancerController": {},
      "cluster.externalSecrets": {},
      "cluster.keda": { cloudWatchMetrics: true },
    };
    expect(billFor(edits).unpriced).toEqual([
      "metrics and container logs of Container Insights",
      "load balancers of Ingresses and Services",
      "CloudWatch metrics that KEDA reads ($0.01 per 1,000)",
    ]);
  });

  it.each([
    ["internal", { "load balancer of the sample": 16.43 }],
    ["internet-facing", { "load balancer of the sample": 16.43, "public IPv4 address of the load balancer": 7.3 }],
  ])(
    "have a price for the hours of the %s load balancer of the sample workload, but not for its traffic",
    (scheme, expected) => {
      const edits = {
        "cluster.loadBalancerController": {},
        "cluster.namespaces": { web: {} },
        "cluster.admission.registries": ["public.ecr.aws/nginx"],
        "cluster.sampleWorkload": { namespace: "web", ingress: { scheme, inboundCidrs: ["0.0.0.0/0"] } },
      };
      const lines = Object.entries(amounts(billFor(edits))).filter(([what]) => what.includes("load balancer"));
      expect(Object.fromEntries(lines)).toEqual(expected);
      expect(billFor(edits).unpriced).toEqual([
        "load balancers of Ingresses and Services, but for the hours of the sample's",
      ]);
    },
  );

  it("are unpriced for each Fargate profile, whose pods cost while they run", () => {
    const fargateProfiles = { batch: { selectors: [{ namespace: "batch" }] } };
    expect(billFor({ "cluster.fargateProfiles": fargateProfiles }).unpriced).toEqual([
      "pods on Fargate (profile batch)",
    ]);
  });

  it("have no line for a node group with a desired size of 0", () => {
    const groups = {
      main: { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 1 },
      idle: { instanceTypes: ["x2gd.large"], minSize: 0, desiredSize: 0, maxSize: 1 },
    };
    const idle = billFor({ "cluster.nodeGroups": groups });
    expect(idle.unpriced).toEqual([]);
    expect(Object.keys(amounts(idle)).filter((what) => what.includes("idle"))).toEqual([]);
  });

  // Of a maximum of eight instances, two are nodes: 6 x 20 x 0.08 = 9.60, and 6 x 30.368 if the instances run.
  it.each([
    ["STOPPED", { "GB of prepared disks main": 9.6 }],
    ["RUNNING", { "GB of prepared disks main": 9.6, "prepared instances of main": 182.21 }],
  ])("include the disks of a warm pool in the state %s, and its instances if they run", (poolState, expected) => {
    const group = { ...X86, instanceTypes: ["t3.medium"], desiredSize: 2, diskSizeGiB: 20 };
    const lines = (warmPool: object, maxSize = 8): Record<string, number> =>
      amounts(billFor({ "cluster.nodeGroups": { main: { ...group, maxSize, warmPool } } }));
    const prepared = ([what]: [string, number]): boolean => what.includes("prepared");
    expect(Object.fromEntries(Object.entries(lines({ poolState })).filter(prepared))).toEqual(expected);
    expect(Object.entries(lines({ poolState, maxGroupPreparedCapacity: 2 })).filter(prepared)).toEqual([]);
    expect(Object.entries(lines({ poolState, maxGroupPreparedCapacity: 2, minSize: 6 })).filter(prepared)).toHaveLength(
      Object.keys(expected).length,
    );
  });

  it("have an additional system volume of 2 GB with Bottlerocket", () => {
    const settings = { amiType: "BOTTLEROCKET_ARM_64", instanceTypes: ["m7g.large"], desiredSize: 3, diskSizeGiB: 20 };
    const { fixed } = billFor(group(settings));
    expect(fixed.find(({ what }) => what.startsWith("GB of node disks"))).toMatchObject({ quantity: 66 });
  });
});

describe("old prices", () => {
  it("are listed with the lines that use them", () => {
    expect(billFor({}, "dev", new Date("2024-01-01")).stale).toEqual([]);
    const { fixed, stale } = billFor({ "cluster.version": "1.36" }, "dev", new Date("2027-07-01"));
    expect(stale).toEqual(fixed.map(({ what }) => what));
  });
});
