import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";
import { GROUP, group, name, named, sample, times, transit } from "./many";

const MAIN = "cluster.nodeGroups.main";
const ZONES = ["a", "b", "c", "d", "e", "f"];

const rules = (count: number): object[] =>
  times(count, (index) => ({ description: "one of many", protocol: "tcp", fromPort: index + 1, cidr: "10.0.0.0/16" }));
const web = (count: number): Edits => ({
  "network.securityGroups": { web: { description: "Web servers", ingress: rules(count) } },
});

describe("quotas that AWS raises", () => {
  it.each<[string, Edits, string[]]>([
    [
      "61 inbound rules",
      web(61),
      ["network.securityGroups.web.ingress: There are 61 inbound rules of this group; AWS allows 60"],
    ],
    [
      "500 destinations of a transit gateway",
      transit(...times(250, (index) => `11.${index}.0.0/16`), ...times(250, (index) => `12.${index}.0.0/16`)),
      ["network.transitGateway.destinations: There are 504 routes in the table of the private subnets; AWS allows 500"],
    ],
    [
      "51 interface endpoints",
      { "network.interfaceEndpoints": { services: times(51, name) } },
      ["network.interfaceEndpoints.services: There are 51 interface endpoints; AWS allows 50"],
    ],
    [
      "six Elastic IP addresses",
      { "network.zones": ZONES, "network.nat": "per-zone" },
      ["network.nat: There are 6 Elastic IP addresses of NAT gateways; AWS allows 5"],
    ],
    [
      "31 node groups",
      { "cluster.nodeGroups": named(31, { ...GROUP, maxSize: 1 }) },
      ["cluster.nodeGroups: There are 31 managed node groups, one for each zone with perZone; AWS allows 30"],
    ],
    [
      "451 nodes of a group",
      { ...group({ maxSize: 451 }), "network.podCidr": "100.64.0.0/16" },
      [`${MAIN}.maxSize: There are 451 nodes of this group; AWS allows 450`],
    ],
    [
      "11 Fargate profiles",
      { "cluster.fargateProfiles": named(11, { selectors: [{ namespace: "jobs" }] }) },
      ["cluster.fargateProfiles: There are 11 Fargate profiles; AWS allows 10"],
    ],
    [
      "six selectors of a profile",
      { "cluster.fargateProfiles": { jobs: { selectors: times(6, (index) => ({ namespace: `jobs-${index}` })) } } },
      ["cluster.fargateProfiles.jobs.selectors: There are 6 selectors of this profile; AWS allows 5"],
    ],
    [
      "six labels of a selector",
      { "cluster.fargateProfiles": { jobs: { selectors: [{ namespace: "jobs", labels: named(6, "x") }] } } },
      ["cluster.fargateProfiles.jobs.selectors[0].labels: There are 6 labels of this selector; AWS allows 5"],
    ],
    [
      "61 blocks before a load balancer",
      {
        ...sample({ ingress: { inboundCidrs: times(61, (index) => `10.0.${index}.0/24`) } }),
        "cluster.loadBalancerController": {},
      },
      [
        "cluster.sampleWorkload.ingress.inboundCidrs: There are 61 inbound rules of the load balancer's security group; AWS allows 60",
      ],
    ],
  ])("are warned of: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(
      warningsWith(edits)
        .filter((line) => line.includes("by default: the update fails unless"))
        .map((line) => line.replace(/(AWS allows \d+) .*$/, "$1")),
    ).toEqual(warnings);
  });

  it("are refused above what AWS raises them to", () => {
    expect(problemsWith(web(1001))).toEqual([
      "network.securityGroups.web.ingress: There are 1,001 inbound rules of this group; AWS allows 60 inbound or outbound rules per security group, and at most 1,000 on request.",
    ]);
  });

  it("name the page that states them, and what to do", () => {
    const [warning] = verdictOn(web(61)).warnings;
    expect(warning?.allowed).toBe(
      "at most 60, or more once AWS has raised the quota (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups)",
    );
    expect(warning?.fix).toEqual(["request a higher quota in Service Quotas, or leave 1 of them out"]);
  });
});
