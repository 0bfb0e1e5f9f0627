import { Address4 } from "ip-address";

import {
  DIRECTIONS,
  isGroupId,
  peersOf,
  ruleKey,
  type SecurityGroupMap,
  type SecurityGroupRule,
  traffic,
} from "./security-groups-args";

const LAST_PORT = 65_535;

/** A wider block counts as the internet: two blocks of /1 cover all of it. */
const WIDEST_PREFIX = 8;
/** The only ports that can be open to the internet, each in a separate rule. */
const INTERNET_PORTS: readonly unknown[] = [80, 443];
const REMOTE_ACCESS = [
  { port: 22, service: "SSH" },
  { port: 3389, service: "RDP" },
] as const;

/** All faults of the groups. EC2 would report only the first, after other rules are created. */
export function securityGroupProblems(groups: SecurityGroupMap): readonly string[] {
  return Object.entries(groups).flatMap(([group, settings]) =>
    DIRECTIONS.flatMap((direction) =>
      settings[direction].flatMap((rule, index, rules) => {
        const twin = rules.findIndex((other) => ruleKey(other) === ruleKey(rule));
        const problems = [
          ...portProblems(rule),
          ...peerProblems(rule, groups),
          ...(twin < index ? [`allows the same traffic as ${direction}[${twin}]: remove one`] : []),
          ...(direction === "ingress" ? internetProblems(rule) : []),
        ];
        return problems.map((problem) => `${group}.${direction}[${index}] (${rule.description}) ${problem}`);
      }),
    ),
  );
}

function portProblems({ protocol, fromPort, toPort }: SecurityGroupRule): string[] {
  const ports = [fromPort, toPort].filter((port) => port !== undefined);
  if (protocol === "icmp" || protocol === "all") {
    return ports.length === 0 ? [] : [`has ports, but ${protocol} has none: remove them`];
  }
  if (fromPort === undefined) return [`has no port: set fromPort, which ${protocol} requires`];
  const impossible = ports.filter((port) => !Number.isInteger(port) || port < 0 || port > LAST_PORT);
  if (impossible.length > 0) return [`has the port ${impossible.join(" and ")}: ports are 0 to ${LAST_PORT}`];
  return fromPort > (toPort ?? fromPort)
    ? [`has toPort ${toPort ?? ""} less than fromPort ${fromPort}: swap them`]
    : [];
}

function peerProblems(rule: SecurityGroupRule, groups: SecurityGroupMap): string[] {
  const peers = peersOf(rule);
  if (peers.length !== 1) {
    return [`needs exactly one of cidr, prefixList and securityGroup, but has ${peers.join(", ") || "none"}`];
  }
  const { cidr, securityGroup } = rule;
  if (cidr !== undefined && !isBlock(cidr))
    return [`has cidr ${cidr}, which is not an IPv4 block that starts at its first address`];
  if (securityGroup === undefined || isGroupId(securityGroup) || Object.hasOwn(groups, securityGroup)) return [];
  return [`refers to the unknown group ${securityGroup}: use one of ${Object.keys(groups).join(", ")}, or an ID`];
}

function isBlock(cidr: string): boolean {
  return cidr.includes("/") && Address4.isValid(cidr) && new Address4(cidr).networkForm() === cidr;
}

/** Security Hub EC2.13, EC2.14, EC2.18: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html */
function internetProblems(rule: SecurityGroupRule): string[] {
  const { protocol, fromPort = 0, toPort = fromPort, cidr } = rule;
  if (cidr === undefined || !isBlock(cidr) || new Address4(cidr).subnetMask >= WIDEST_PREFIX) return [];
  if (protocol === "tcp" && fromPort === toPort && INTERNET_PORTS.includes(fromPort)) return [];
  const remoteAccess = REMOTE_ACCESS.filter(
    ({ port }) => protocol === "all" || (protocol === "tcp" && fromPort <= port && port <= toPort),
  ).map(({ service, port }) => `${service} (${port})`);
  const opened = remoteAccess.length === 0 ? traffic(rule) : remoteAccess.join(" and ");
  return [`opens ${opened} to ${cidr}: only tcp 80 and tcp 443 can be open to the internet`];
}
