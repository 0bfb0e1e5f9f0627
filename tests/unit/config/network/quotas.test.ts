import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";
import { name, times, transit } from "../many";

const inboundRules = (count: number): object[] =>
  times(count, (index) => ({ description: "one of many", protocol: "tcp", fromPort: index + 1, cidr: "10.0.0.0/16" }));
const web = (count: number): Edits => ({
  "network.securityGroups": { web: { description: "Web servers", ingress: inboundRules(count) } },
});
const blockedDomains = (count: number): Edits => ({
  "network.dnsFirewall": { blockedDomains: times(count, (index) => `${name(index)}.example.com`) },
});
const readableBuckets = (count: number): Edits => ({
  "aws.organizationId": "o-abcde12345",
  "network.readableBuckets": times(count, (index) => `${"b".repeat(55)}-${index + 1000}`),
});

describe("rules for quotas of the network", () => {
  it.each<[string, Edits, string]>([
    ["61 inbound rules", web(61), "network.securityGroups.web.ingress: network/security-group-quota"],
    [
      "2,501 security groups",
      { "network.securityGroups": Object.fromEntries(times(2501, (index) => [name(index), { description: "empty" }])) },
      "network.securityGroups: network/security-group-quota",
    ],
    [
      "500 destinations of a transit gateway",
      transit(...times(250, (index) => `11.${index}.0.0/16`), ...times(250, (index) => `12.${index}.0.0/16`)),
      "network.transitGateway.destinations: network/route-quota",
    ],
    [
      "51 interface endpoints",
      { "network.interfaceEndpoints": { services: times(51, name) } },
      "network.interfaceEndpoints.services: network/endpoint-quota",
    ],
    [
      "six Elastic IP addresses",
      { "aws.region": "mx-central-1", "network.zones": ["a", "b", "c", "d", "e", "f"], "network.nat": "per-zone" },
      "network.nat: network/elastic-ip-quota",
    ],
  ])("warn of %s, which AWS allows on request", (_, edits, warning) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toContain(warning);
  });

  it("refuse more inbound rules than AWS allows on request", () => {
    expect(problemsWith(web(1001))).toEqual(["network.securityGroups.web.ingress: network/security-group-quota"]);
  });

  it("name the page of the quota, and the remedy", () => {
    const [warning] = verdictOn(web(61)).warnings;
    expect(warning?.allowed).toContain(
      "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups",
    );
    expect(warning?.fix).toEqual([expect.stringMatching(/^request a higher quota in Service Quotas, or /)]);
  });

  it("accept 1,000 blocked domains and refuse more", () => {
    expect(problemsWith(blockedDomains(1000))).toEqual([]);
    expect(problemsWith(blockedDomains(1001))).toEqual([
      "network.dnsFirewall.blockedDomains: schema/wrong-number-of-entries",
    ]);
  });

  it("refuse more readable buckets than an endpoint policy has room for", () => {
    expect(problemsWith(readableBuckets(100))).toEqual([]);
    const { problems } = verdictOn(readableBuckets(200));
    expect(problems.map(({ path }) => path)).toEqual(["network.readableBuckets"]);
  });
});
