import { problemsWith } from "../fixtures";

const WEB = "network.securityGroups.web";
const OPEN = "cidr: network/security-group-open-to-internet";

/** Findings about one rule, by default an inbound one, without the path of its group. */
function problemsOf(rule: object, direction = "ingress"): string[] {
  const web = { description: "Web servers", [direction]: [{ description: "why", protocol: "tcp", ...rule }] };
  const problems = problemsWith({ "network.securityGroups": { web, db: { description: "Databases" } } });
  return problems.map((problem) => problem.replace(`${WEB}.${direction}[0].`, ""));
}

describe("rules for security groups", () => {
  it.each<[string, object]>([
    ["HTTPS from the internet", { fromPort: 443, cidr: "0.0.0.0/0" }],
    ["HTTP from the internet, written as a range", { fromPort: 80, toPort: 80, cidr: "0.0.0.0/0" }],
    ["SSH from a /8", { fromPort: 22, cidr: "10.0.0.0/8" }],
    ["one port from one address", { fromPort: 5432, cidr: "203.0.113.7/32" }],
    ["every port from the group itself", { protocol: "all", securityGroup: "web" }],
    ["a range of ports from another group", { fromPort: 0, toPort: 65535, securityGroup: "db" }],
    ["the ID of a group outside the stack", { protocol: "udp", fromPort: 53, securityGroup: "sg-0123456789abcdef0" }],
    ["a prefix list", { protocol: "icmp", prefixList: "pl-12345678" }],
  ])("accept %s", (_, rule) => {
    expect(problemsOf(rule)).toEqual([]);
  });

  it("accept outbound traffic to the internet on every port", () => {
    expect(problemsOf({ protocol: "all", cidr: "0.0.0.0/0" }, "egress")).toEqual([]);
    expect(problemsOf({ fromPort: 22, cidr: "0.0.0.0/0" }, "egress")).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ fromPort: 22, cidr: "0.0.0.0/0" }, [OPEN]],
    [{ fromPort: 3389, cidr: "0.0.0.0/7" }, [OPEN]],
    [{ fromPort: 22, toPort: 3389, cidr: "128.0.0.0/1" }, [OPEN]],
    [{ protocol: "all", cidr: "0.0.0.0/0" }, [OPEN]],
    [{ fromPort: 23, toPort: 3388, cidr: "0.0.0.0/0" }, [OPEN]],
    [{ protocol: "udp", fromPort: 22, cidr: "0.0.0.0/0" }, [OPEN]],
    [{ fromPort: 80, toPort: 443, cidr: "0.0.0.0/0" }, [OPEN]],
    [{ cidr: "10.0.0.0/16" }, ["fromPort: network/missing-port"]],
    [{ toPort: 9, cidr: "10.0.0.0/16" }, ["fromPort: network/missing-port"]],
    [{ fromPort: 9, toPort: 8, cidr: "10.0.0.0/16" }, ["toPort: network/port-range-reversed"]],
    [{ fromPort: -1, cidr: "10.0.0.0/16" }, ["fromPort: schema/out-of-range"]],
    [{ fromPort: 1, toPort: 65536, cidr: "10.0.0.0/16" }, ["toPort: schema/out-of-range"]],
    [
      { protocol: "icmp", fromPort: 8, toPort: 0, cidr: "10.0.0.0/16" },
      ["fromPort: network/ports-without-protocol", "toPort: network/ports-without-protocol"],
    ],
    [{ fromPort: 443 }, ["cidr: network/rule-without-peer"]],
    [
      { fromPort: 443, prefixList: "pl-12345678", securityGroup: "db" },
      ["securityGroup: network/rule-with-several-peers"],
    ],
    [{ fromPort: 443, securityGroup: "web-servers" }, ["securityGroup: network/unknown-security-group"]],
    [{ fromPort: 443, securityGroup: "wbe" }, ["securityGroup: network/unknown-security-group"]],
  ])("refuse %j", (rule, problems) => {
    expect(problemsOf(rule)).toEqual(problems);
  });

  it("refuse a rule that allows the same traffic as another rule of its list", () => {
    const https = { description: "a", protocol: "tcp", fromPort: 443, cidr: "10.0.0.0/16" };
    const again = { ...https, description: "b", toPort: 443 };
    const web = { description: "Web servers", ingress: [https, again], egress: [https] };
    expect(problemsWith({ "network.securityGroups": { web } })).toEqual([
      `${WEB}.ingress[1]: network/duplicate-security-group-rule`,
    ]);
  });

  it("refuse a key that looks like the ID of a security group", () => {
    const groups = { "sg-0123456789abcdef0": { description: "x" } };
    expect(problemsWith({ "network.securityGroups": groups })).toEqual([
      "network.securityGroups.sg-0123456789abcdef0: schema/invalid-key",
    ]);
  });
});
