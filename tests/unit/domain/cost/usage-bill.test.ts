import { total } from "../../../../domain/cost/bill";
import type { Edits } from "../../config/fixtures";
import { billFor } from "./fixture";

describe("the usage part of the bill", () => {
  const usage = (usageValues: object, more: Edits = {}): Record<string, number> => {
    const lines = billFor({ usage: usageValues, ...more }).usage;
    return Object.fromEntries(lines.map(({ what, quantity }) => [what, quantity]));
  };

  it("is empty without `usage`", () => {
    expect(usage({})).toEqual({});
  });

  it("contains NAT for all traffic except that of gateway endpoints", () => {
    const usageValues = { internetOutGb: 100, internetInGb: 200, awsServiceGb: { logs: 300, s3: 5000 } };
    expect(usage(usageValues)).toEqual({
      "GB through NAT": 600,
      "GB out of and into zones, to the one NAT": 600,
      "GB to the internet": 100,
    });
  });

  it("contains no traffic between zones with a NAT gateway in each zone, and no NAT traffic without NAT", () => {
    const usageValues = { internetOutGb: 100 };
    expect(usage(usageValues, { "network.nat": "per-zone" })).toEqual({
      "GB through NAT": 100,
      "GB to the internet": 100,
    });
    expect(usage(usageValues, { "network.nat": "none" })).toEqual({ "GB to the internet": 100 });
  });

  it("contains NAT only for services without an interface endpoint", () => {
    const endpoints = { "network.interfaceEndpoints": { services: ["logs"] }, "network.nat": "per-zone" };
    expect(usage({ awsServiceGb: { logs: 300, sqs: 20 } }, endpoints)).toEqual({
      "GB through NAT": 20,
      "GB through interface endpoints": 300,
    });
  });

  it("has the prices per GB of the price list", () => {
    expect(total(billFor({ usage: { internetOutGb: 100 }, "network.nat": "per-zone" }).usage)).toBeCloseTo(13.5);
  });

  it.each([
    [{}, { "GB of flow logs to CloudWatch": 100 }],
    [{ "network.flowLogs": { destination: "s3" } }, { "GB of flow logs to S3": 100 }],
    [
      { "network.queryLog": { destination: "cloudwatch" } },
      { "GB of flow logs to CloudWatch": 100, "GB of the query log to CloudWatch": 20 },
    ],
  ])("contains the delivery of logs to their destination: %j", (more, lines) => {
    expect(usage({ flowLogGb: 100, queryLogGb: 20 }, more)).toEqual(lines);
  });

  it("lists the conversion of flow logs to Parquet as unpriced", () => {
    const logs = billFor({ usage: { flowLogGb: 100 }, "network.flowLogs": { destination: "s3" } });
    expect(total(logs.usage)).toBe(25);
    expect(logs.unpriced).toEqual(["conversion of 100 GB of flow logs to Parquet"]);
  });

  it("contains DNS queries only with a DNS Firewall", () => {
    const firewall = { "network.dnsFirewall": { blockedDomains: ["*.example"], allowedDomains: ["a.example"] } };
    expect(usage({ dnsQueryMillions: 50 })).toEqual({});
    expect(total(billFor({ usage: { dnsQueryMillions: 50 }, ...firewall }).usage)).toBe(30);
    expect(billFor(firewall).fixed.find(({ what }) => what.startsWith("domain"))).toMatchObject({ quantity: 2 });
  });

  it("compares interface endpoints with NAT only in a network with NAT", () => {
    const usageValues = { usage: { awsServiceGb: { logs: 300 } } };
    expect(billFor(usageValues).endpoints).toMatchObject([{ service: "logs", gb: 300, zones: 2 }]);
    expect(billFor({ ...usageValues, "network.nat": "none" }).endpoints).toEqual([]);
  });
});
