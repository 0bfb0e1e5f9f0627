import { Address4 } from "ip-address";

/** Protocol that a rule allows; `all` is every protocol on every port. */
export type Protocol = "tcp" | "udp" | "icmp" | "all";

/** Direction of the traffic that a rule allows: to or from the members of its group. */
export const DIRECTIONS = ["ingress", "egress"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One rule. Its source or destination is exactly one of `cidr`, `prefixList` and `securityGroup`. */
export interface SecurityGroupRule {
  /** Purpose of the rule. */
  readonly description: string;
  readonly protocol: Protocol;
  /** 0 to 65535; required with tcp and udp, and allowed only with them. */
  readonly fromPort?: number;
  /** Last port of a range. Default: `fromPort`. */
  readonly toPort?: number;
  readonly cidr?: string;
  /** ID of a managed prefix list. */
  readonly prefixList?: string;
  /** Key of a security group of the stack, including the group itself, or the ID of another group. */
  readonly securityGroup?: string;
}

export interface SecurityGroupSettings {
  /** Purpose of the group. A change replaces it. */
  readonly description: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** Security groups by key; they can refer to each other. */
export type SecurityGroupMap = Readonly<Record<string, SecurityGroupSettings>>;

const LAST_PORT = 65_535;
const GROUP_ID = /^sg-[0-9a-f]{8,17}$/;

/** A wider block counts as the internet: two blocks of /1 cover all of it. */
const WIDEST_PREFIX = 8;
/** The only ports that can be open to the internet, each in a separate rule. */
const INTERNET_PORTS: readonly unknown[] = [80, 443];
const REMOTE_ACCESS = [
  { port: 22, service: "SSH" },
  { port: 3389, service: "RDP" },
] as const;

/**
 * The traffic that a rule allows, as text: `tcp-8000-8080-10.0.0.0-8`. It is part of the logical name, so reordering a list
 * changes nothing, and a change of one rule affects one resource. It omits the description, which EC2 updates in place.
 */
export function ruleKey(rule: SecurityGroupRule): string {
  return [traffic(rule), ...peersOf(rule)].join("-").replace("/", "-");
}

/** Whether the reference is the ID of a security group outside of the stack. */
export function isGroupId(reference: string): boolean {
  return GROUP_ID.test(reference);
}

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

/** `all`, `tcp-443`, `tcp-8000-8080`. */
function traffic({ protocol, fromPort, toPort }: SecurityGroupRule): string {
  const last = toPort === fromPort ? undefined : toPort;
  return [protocol, fromPort, last].filter((part) => part !== undefined).join("-");
}

function peersOf({ cidr, prefixList, securityGroup }: SecurityGroupRule): string[] {
  return [cidr, prefixList, securityGroup].filter((peer) => peer !== undefined);
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
