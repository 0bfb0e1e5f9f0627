import * as fc from "fast-check";

import {
  isGroupId,
  ruleKey,
  type SecurityGroupMap,
  type SecurityGroupRule,
  securityGroupProblems,
} from "../../../components/network/security-group-rules";

const RULE: SecurityGroupRule = { description: "why", protocol: "tcp", fromPort: 443, cidr: "10.0.0.0/16" };

function rule(change: Partial<SecurityGroupRule>): SecurityGroupRule {
  return { ...RULE, ...change };
}

/** A rule of these parts alone. */
function only(parts: Omit<SecurityGroupRule, "description">): SecurityGroupRule {
  return { description: "why", ...parts };
}

function problemsOf(ingress: readonly SecurityGroupRule[], egress: readonly SecurityGroupRule[] = []): string[] {
  const groups: SecurityGroupMap = { web: { description: "Web servers", ingress, egress } };
  return [...securityGroupProblems(groups)];
}

describe("the key of a rule", () => {
  it.each([
    [RULE, "tcp-443-10.0.0.0-16"],
    [rule({ toPort: 8443 }), "tcp-443-8443-10.0.0.0-16"],
    [rule({ fromPort: 0, toPort: 65535 }), "tcp-0-65535-10.0.0.0-16"],
    [only({ protocol: "all", securityGroup: "web" }), "all-web"],
    [only({ protocol: "icmp", prefixList: "pl-0123456789abcdef0" }), "icmp-pl-0123456789abcdef0"],
  ])("%j is %s", (given, expected) => {
    expect(ruleKey(given)).toBe(expected);
  });

  it("says nothing of the description, nor of how a single port is written", () => {
    expect(ruleKey(rule({ description: "another", toPort: 443 }))).toBe(ruleKey(RULE));
  });

  it("differs where permissions differ", () => {
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

describe("the id of a group", () => {
  it.each([
    ["sg-0123456789abcdef0", true],
    ["sg-12345678", true],
    ["sg-web", false],
    ["web", false],
  ])("%s: %s", (reference, expected) => {
    expect(isGroupId(reference)).toBe(expected);
  });
});

describe("security groups may have", () => {
  it.each<[string, SecurityGroupRule]>([
    ["HTTPS from everyone", rule({ cidr: "0.0.0.0/0" })],
    ["HTTP from everyone", rule({ fromPort: 80, toPort: 80, cidr: "0.0.0.0/0" })],
    ["SSH from a network of one's own", rule({ fromPort: 22, cidr: "10.0.0.0/8" })],
    ["the lowest and the highest port", rule({ fromPort: 0, toPort: 65535 })],
    ["each other", only({ protocol: "all", securityGroup: "web" })],
    ["groups made elsewhere", only({ protocol: "udp", fromPort: 53, securityGroup: "sg-0123456789abcdef0" })],
    ["a prefix list", only({ protocol: "icmp", prefixList: "pl-0123456789abcdef0" })],
  ])("%s", (_, given) => {
    expect(problemsOf([given])).toEqual([]);
  });

  it("every way out to everyone", () => {
    expect(
      problemsOf([], [only({ protocol: "all", cidr: "0.0.0.0/0" }), rule({ fromPort: 22, cidr: "0.0.0.0/0" })]),
    ).toEqual([]);
  });
});

describe("security groups may not have", () => {
  const WORLD = "only tcp 80 and tcp 443 may be open to everyone";

  it.each<[string, SecurityGroupRule, string]>([
    ["SSH from everyone", rule({ fromPort: 22, cidr: "0.0.0.0/0" }), `opens SSH (22) to 0.0.0.0/0: ${WORLD}`],
    [
      "RDP in a range from half the world",
      rule({ fromPort: 3000, toPort: 4000, cidr: "128.0.0.0/1" }),
      `opens RDP (3389) to 128.0.0.0/1: ${WORLD}`,
    ],
    [
      "everything from everyone",
      only({ protocol: "all", cidr: "0.0.0.0/0" }),
      `opens SSH (22) and RDP (3389) to 0.0.0.0/0: ${WORLD}`,
    ],
    ["the web's ports in one range", rule({ fromPort: 80, toPort: 443, cidr: "0.0.0.0/0" }), `opens tcp-80-443 to`],
    ["the web's port by udp", rule({ protocol: "udp", cidr: "0.0.0.0/0" }), "opens udp-443 to 0.0.0.0/0"],
    ["a port too high", rule({ toPort: 65536 }), "has the port 65536: ports go from 0 to 65535"],
    ["a port too low", rule({ fromPort: -1 }), "has the port -1: ports go from 0 to 65535"],
    ["half a port", rule({ fromPort: 1.5 }), "has the port 1.5: ports go from 0 to 65535"],
    ["a range that goes back", rule({ toPort: 442 }), "goes from port 443 back to 442: swap them"],
    ["no port", only({ protocol: "tcp", cidr: "10.0.0.0/16" }), "has no port, which tcp needs: set fromPort"],
    ["a port of ICMP", rule({ protocol: "icmp" }), "has ports, which icmp does not: remove them"],
    ["no peer", only({ protocol: "all" }), "needs exactly one of cidr, prefixList and securityGroup, and has none"],
    ["two peers", rule({ securityGroup: "web" }), "and has 10.0.0.0/16, web"],
    ["a block with host bits", rule({ cidr: "10.0.0.1/16" }), "names 10.0.0.1/16, which is no IPv4 block"],
    ["an address for a block", rule({ cidr: "10.0.0.1" }), "names 10.0.0.1, which is no IPv4 block"],
    [
      "a group that is not there",
      only({ protocol: "all", securityGroup: "db" }),
      "names the group db, which is not there: web",
    ],
  ])("%s", (_, given, problem) => {
    const problems = problemsOf([given]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^web\.ingress\[0\] \(why\) /);
    expect(problems[0]).toContain(problem);
  });

  it("the same permission twice in one direction", () => {
    expect(problemsOf([RULE, rule({ toPort: 443, description: "again" })], [RULE])).toEqual([
      "web.ingress[1] (again) permits what ingress[0] permits: remove one",
    ]);
  });

  it("anything of that, all told at once", () => {
    expect(problemsOf([rule({ fromPort: 22, cidr: "0.0.0.0/0" })], [only({ protocol: "tcp" })])).toEqual([
      expect.stringMatching(/^web\.ingress\[0\] \(why\) opens SSH/),
      expect.stringMatching(/^web\.egress\[0\] \(why\) has no port/),
      expect.stringMatching(/^web\.egress\[0\] \(why\) needs exactly one/),
    ]);
  });
});
