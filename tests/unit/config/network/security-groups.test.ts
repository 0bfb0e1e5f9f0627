import { problemsWith } from "./fixtures";

const WEB = "network.securityGroups.web";

/** What is said about one rule, `ingress` if not told otherwise, without the path of the group. */
function problemsOf(rule: object, direction = "ingress"): string[] {
  const web = { description: "Web servers", [direction]: [{ description: "why", protocol: "tcp", ...rule }] };
  const problems = problemsWith({ "network.securityGroups": { web, db: { description: "Databases" } } });
  return problems.map((problem) => problem.replace(`${WEB}.${direction}[0].`, ""));
}

describe("a rule of a security group", () => {
  it.each<[string, object]>([
    ["opens HTTPS to everyone", { fromPort: 443, cidr: "0.0.0.0/0" }],
    ["opens HTTP to everyone, written as a range", { fromPort: 80, toPort: 80, cidr: "0.0.0.0/0" }],
    ["opens SSH to a large network", { fromPort: 22, cidr: "10.0.0.0/8" }],
    ["opens one port to one address", { fromPort: 5432, cidr: "203.0.113.7/32" }],
    ["opens every port to its own group", { protocol: "all", securityGroup: "web" }],
    ["opens a range to another group", { fromPort: 0, toPort: 65535, securityGroup: "db" }],
    ["names a group made elsewhere", { protocol: "udp", fromPort: 53, securityGroup: "sg-0123456789abcdef0" }],
    ["names a prefix list", { protocol: "icmp", prefixList: "pl-12345678" }],
  ])("may be one that %s", (_, rule) => {
    expect(problemsOf(rule)).toEqual([]);
  });

  it("may let everything out to everyone", () => {
    expect(problemsOf({ protocol: "all", cidr: "0.0.0.0/0" }, "egress")).toEqual([]);
    expect(problemsOf({ fromPort: 22, cidr: "0.0.0.0/0" }, "egress")).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ fromPort: 22, cidr: "0.0.0.0/0" }, ["cidr: Opens SSH (22) to the whole internet."]],
    [{ fromPort: 3389, cidr: "0.0.0.0/7" }, ["cidr: Opens RDP (3389) to the whole internet."]],
    [
      { fromPort: 22, toPort: 3389, cidr: "128.0.0.0/1" },
      ["cidr: Opens SSH (22) and RDP (3389) to the whole internet."],
    ],
    [{ protocol: "all", cidr: "0.0.0.0/0" }, ["cidr: Opens SSH (22) and RDP (3389) to the whole internet."]],
    [{ fromPort: 23, toPort: 3388, cidr: "0.0.0.0/0" }, ["cidr: Opens more than the web to the whole internet."]],
    [{ protocol: "udp", fromPort: 22, cidr: "0.0.0.0/0" }, ["cidr: Opens more than the web to the whole internet."]],
    [{ fromPort: 80, toPort: 443, cidr: "0.0.0.0/0" }, ["cidr: Opens more than the web to the whole internet."]],
    [{ cidr: "10.0.0.0/16" }, ["fromPort: A rule for tcp names its port."]],
    [{ toPort: 9, cidr: "10.0.0.0/16" }, ["fromPort: A rule for tcp names its port."]],
    [{ fromPort: 9, toPort: 8, cidr: "10.0.0.0/16" }, ["toPort: Less than fromPort."]],
    [{ fromPort: -1, cidr: "10.0.0.0/16" }, ["fromPort: Too small."]],
    [{ fromPort: 1, toPort: 65536, cidr: "10.0.0.0/16" }, ["toPort: Too large."]],
    [
      { protocol: "icmp", fromPort: 8, toPort: 0, cidr: "10.0.0.0/16" },
      ["fromPort: There are no ports with icmp.", "toPort: There are no ports with icmp."],
    ],
    [{ fromPort: 443 }, ["cidr: The rule has no peer: it would allow traffic from nowhere."]],
    [
      { fromPort: 443, prefixList: "pl-12345678", securityGroup: "db" },
      ["securityGroup: The rule has two peers; EC2 takes one for each rule."],
    ],
    [{ fromPort: 443, securityGroup: "web-servers" }, ["securityGroup: No security group has this key."]],
    [{ fromPort: 443, securityGroup: "wbe" }, ['securityGroup: No security group has this key. Did you mean "web"?']],
  ])("may not be %j", (rule, problems) => {
    expect(problemsOf(rule)).toEqual(problems);
  });

  it("permits nothing that another of its list permits", () => {
    const https = { description: "a", protocol: "tcp", fromPort: 443, cidr: "10.0.0.0/16" };
    const again = { ...https, description: "b", toPort: 443 };
    const web = { description: "Web servers", ingress: [https, again], egress: [https] };
    expect(problemsWith({ "network.securityGroups": { web } })).toEqual([
      `${WEB}.ingress[1]: Permits what another rule permits.`,
    ]);
  });

  it("belongs to a group whose key is no id", () => {
    const groups = { "sg-0123456789abcdef0": { description: "x" } };
    expect(problemsWith({ "network.securityGroups": groups })).toEqual([
      "network.securityGroups.sg-0123456789abcdef0: Not an allowed key.",
    ]);
  });
});
