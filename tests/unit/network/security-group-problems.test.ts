import * as fc from "fast-check";

import { securityGroupProblems } from "../../../components/network/security-group-problems";
import {
  isGroupId,
  ruleKey,
  type SecurityGroupMap,
  type SecurityGroupRule,
} from "../../../components/network/security-groups-args";

const RULE: SecurityGroupRule = { description: "why", protocol: "tcp", fromPort: 443, cidr: "10.0.0.0/16" };

function rule(change: Partial<SecurityGroupRule>): SecurityGroupRule {
  return { ...RULE, ...change };
}

/** A rule with these fields only. */
function only(parts: Omit<SecurityGroupRule, "description">): SecurityGroupRule {
  return { description: "why", ...parts };
}

function problemsOf(ingress: readonly SecurityGroupRule[], egress: readonly SecurityGroupRule[] = []): string[] {
  const groups: SecurityGroupMap = { web: { description: "Web servers", ingress, egress } };
  return [...securityGroupProblems(groups)];
}

describe("ruleKey", () => {
  it.each([
    [RULE, "tcp-443-10.0.0.0-16"],
    [rule({ toPort: 8443 }), "tcp-443-8443-10.0.0.0-16"],
    [rule({ fromPort: 0, toPort: 65535 }), "tcp-0-65535-10.0.0.0-16"],
    [only({ protocol: "all", securityGroup: "web" }), "all-web"],
    [only({ protocol: "icmp", prefixList: "pl-0123456789abcdef0" }), "icmp-pl-0123456789abcdef0"],
  ])("returns for %j the key %s", (given, expected) => {
    expect(ruleKey(given)).toBe(expected);
  });

  it("omits the description, and a `toPort` that equals `fromPort`", () => {
    expect(ruleKey(rule({ description: "another", toPort: 443 }))).toBe(ruleKey(RULE));
  });

  it("differs exactly where the allowed traffic differs", () => {
    const port = fc.integer({ min: 0, max: 65535 });
    const peer = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, prefix]) => ({ cidr: `${ip}/${prefix}` })),
      fc.stringMatching(/^pl-[0-9a-f]{8}$/).map((prefixList) => ({ prefixList })),
      fc.stringMatching(/^[a-z][a-z0-9-]?[a-z0-9]$/).map((securityGroup) => ({ securityGroup })),
    );
    const any = fc.tuple(fc.constantFrom("tcp", "udp"), port, fc.option(port, { nil: undefined }), peer);
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [left, right] = [a, b].map(([protocol, fromPort, toPort, other]) => ({
          facts: JSON.stringify([protocol, fromPort, toPort ?? fromPort, other]),
          key: ruleKey(only({ protocol, fromPort, ...(toPort === undefined ? {} : { toPort }), ...other })),
        }));
        expect(left?.key === right?.key).toBe(left?.facts === right?.facts);
      }),
    );
  });
});

describe("isGroupId", () => {
  it.each([
    ["sg-0123456789abcdef0", true],
    ["sg-12345678", true],
    ["sg-web", false],
    ["web", false],
  ])("returns for %s: %s", (reference, expected) => {
    expect(isGroupId(reference)).toBe(expected);
  });
});

describe("securityGroupProblems", () => {
  it.each<[string, SecurityGroupRule]>([
    ["HTTPS from the internet", rule({ cidr: "0.0.0.0/0" })],
    ["HTTP from the internet", rule({ fromPort: 80, toPort: 80, cidr: "0.0.0.0/0" })],
    ["SSH from a private network", rule({ fromPort: 22, cidr: "10.0.0.0/8" })],
    ["the lowest and the highest port", rule({ fromPort: 0, toPort: 65535 })],
    ["traffic between members", only({ protocol: "all", securityGroup: "web" })],
    ["a group outside of the stack", only({ protocol: "udp", fromPort: 53, securityGroup: "sg-0123456789abcdef0" })],
    ["a prefix list", only({ protocol: "icmp", prefixList: "pl-0123456789abcdef0" })],
  ])("accepts %s", (_, given) => {
    expect(problemsOf([given])).toEqual([]);
  });

  it("accepts outbound traffic to the internet on every port", () => {
    expect(
      problemsOf([], [only({ protocol: "all", cidr: "0.0.0.0/0" }), rule({ fromPort: 22, cidr: "0.0.0.0/0" })]),
    ).toEqual([]);
  });

  const INTERNET = "only tcp 80 and tcp 443 can be open to the internet";

  it.each<[string, SecurityGroupRule, string]>([
    ["SSH from the internet", rule({ fromPort: 22, cidr: "0.0.0.0/0" }), `opens SSH (22) to 0.0.0.0/0: ${INTERNET}`],
    [
      "a range with RDP from half of the internet",
      rule({ fromPort: 3000, toPort: 4000, cidr: "128.0.0.0/1" }),
      `opens RDP (3389) to 128.0.0.0/1: ${INTERNET}`,
    ],
    [
      "all traffic from the internet",
      only({ protocol: "all", cidr: "0.0.0.0/0" }),
      `opens SSH (22) and RDP (3389) to 0.0.0.0/0: ${INTERNET}`,
    ],
    ["HTTP and HTTPS in one range", rule({ fromPort: 80, toPort: 443, cidr: "0.0.0.0/0" }), `opens tcp-80-443 to`],
    ["HTTPS by udp", rule({ protocol: "udp", cidr: "0.0.0.0/0" }), "opens udp-443 to 0.0.0.0/0"],
    ["a port above 65535", rule({ toPort: 65536 }), "has the port 65536: ports are 0 to 65535"],
    ["a negative port", rule({ fromPort: -1 }), "has the port -1: ports are 0 to 65535"],
    ["a fractional port", rule({ fromPort: 1.5 }), "has the port 1.5: ports are 0 to 65535"],
    ["a reversed range", rule({ toPort: 442 }), "has toPort 442 less than fromPort 443: swap them"],
    ["no port", only({ protocol: "tcp", cidr: "10.0.0.0/16" }), "has no port: set fromPort, which tcp requires"],
    ["a port of ICMP", rule({ protocol: "icmp" }), "has ports, but icmp has none: remove them"],
    ["no source", only({ protocol: "all" }), "needs exactly one of cidr, prefixList and securityGroup, but has none"],
    ["two sources", rule({ securityGroup: "web" }), "but has 10.0.0.0/16, web"],
    ["a block with host bits", rule({ cidr: "10.0.0.1/16" }), "has cidr 10.0.0.1/16, which is not an IPv4 block"],
    ["an address instead of a block", rule({ cidr: "10.0.0.1" }), "has cidr 10.0.0.1, which is not an IPv4 block"],
    [
      "an unknown group",
      only({ protocol: "all", securityGroup: "db" }),
      "refers to the unknown group db: use one of web, or an ID",
    ],
  ])("refuses %s", (_, given, problem) => {
    const problems = problemsOf([given]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^web\.ingress\[0\] \(why\) /);
    expect(problems[0]).toContain(problem);
  });

  it("refuses the same traffic twice in one direction", () => {
    expect(problemsOf([RULE, rule({ toPort: 443, description: "again" })], [RULE])).toEqual([
      "web.ingress[1] (again) allows the same traffic as ingress[0]: remove one",
    ]);
  });

  it("reports all faults at once", () => {
    expect(problemsOf([rule({ fromPort: 22, cidr: "0.0.0.0/0" })], [only({ protocol: "tcp" })])).toEqual([
      expect.stringMatching(/^web\.ingress\[0\] \(why\) opens SSH/),
      expect.stringMatching(/^web\.egress\[0\] \(why\) has no port/),
      expect.stringMatching(/^web\.egress\[0\] \(why\) needs exactly one/),
    ]);
  });
});
