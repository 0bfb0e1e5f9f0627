import { Address4 } from "ip-address";

/** What a rule lets through; `all` is every protocol on every port. */
export type Protocol = "tcp" | "udp" | "icmp" | "all";

/** Which way a rule lets traffic through, seen from the members of its group. */
export const DIRECTIONS = ["ingress", "egress"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One permission. Its peer is exactly one of `cidr`, `prefixList` and `securityGroup`. */
export interface SecurityGroupRule {
  /** Why it is there. */
  readonly description: string;
  readonly protocol: Protocol;
  /** 0 to 65535; with tcp and udp only, and needed there. */
  readonly fromPort?: number;
  /** Last port of a range. Absent: `fromPort` alone. */
  readonly toPort?: number;
  readonly cidr?: string;
  /** Id of a managed prefix list. */
  readonly prefixList?: string;
  /** Key of a group made together with this one, itself included, or the id of another. */
  readonly securityGroup?: string;
}

export interface SecurityGroupSettings {
  /** What the members have in common. A change replaces the group. */
  readonly description: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** Groups by key, which may refer to each other. */
export type SecurityGroupMap = Readonly<Record<string, SecurityGroupSettings>>;

const LAST_PORT = 65_535;
const GROUP_ID = /^sg-[0-9a-f]{8,17}$/;

/** Blocks wider than this are the internet in all but name: two of /1 are the whole of it. */
const WIDEST_PREFIX = 8;
/** The only ports that may be open to everyone, each alone: the web. */
const WORLD_PORTS: readonly unknown[] = [80, 443];
const REMOTE_CONTROL = [
  { port: 22, service: "SSH" },
  { port: 3389, service: "RDP" },
] as const;

/**
 * What a rule permits, as a text: `tcp-8000-8080-10.0.0.0-8`. Equal permissions have equal keys and others have others,
 * so a list can be reordered, and a change of one rule is that of one resource. The description is no part of it: AWS
 * changes that in place.
 */
export function ruleKey(rule: SecurityGroupRule): string {
  return [traffic(rule), ...peersOf(rule)].join("-").replace("/", "-");
}

/** Whether the reference is the id of a group made elsewhere. */
export function isGroupId(reference: string): boolean {
  return GROUP_ID.test(reference);
}

/** All that is wrong with the groups; AWS would name the first, after half of the rest was made. */
export function securityGroupProblems(groups: SecurityGroupMap): readonly string[] {
  return Object.entries(groups).flatMap(([group, settings]) =>
    DIRECTIONS.flatMap((direction) =>
      settings[direction].flatMap((rule, index, rules) => {
        const twin = rules.findIndex((other) => ruleKey(other) === ruleKey(rule));
        const problems = [
          ...portProblems(rule),
          ...peerProblems(rule, groups),
          ...(twin < index ? [`permits what ${direction}[${twin}] permits: remove one`] : []),
          ...(direction === "ingress" ? worldProblems(rule) : []),
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
    return ports.length === 0 ? [] : [`has ports, which ${protocol} does not: remove them`];
  }
  if (fromPort === undefined) return [`has no port, which ${protocol} needs: set fromPort`];
  const impossible = ports.filter((port) => !Number.isInteger(port) || port < 0 || port > LAST_PORT);
  if (impossible.length > 0) return [`has the port ${impossible.join(" and ")}: ports go from 0 to ${LAST_PORT}`];
  return fromPort > (toPort ?? fromPort) ? [`goes from port ${fromPort} back to ${toPort ?? ""}: swap them`] : [];
}

function peerProblems(rule: SecurityGroupRule, groups: SecurityGroupMap): string[] {
  const peers = peersOf(rule);
  if (peers.length !== 1) {
    return [`needs exactly one of cidr, prefixList and securityGroup, and has ${peers.join(", ") || "none"}`];
  }
  const { cidr, securityGroup } = rule;
  if (cidr !== undefined && !isBlock(cidr)) return [`names ${cidr}, which is no IPv4 block from its first address on`];
  if (securityGroup === undefined || isGroupId(securityGroup) || Object.hasOwn(groups, securityGroup)) return [];
  return [`names the group ${securityGroup}, which is not there: ${Object.keys(groups).join(", ")}`];
}

function isBlock(cidr: string): boolean {
  return cidr.includes("/") && Address4.isValid(cidr) && new Address4(cidr).networkForm() === cidr;
}

/** Security Hub EC2.13, EC2.14, EC2.18: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html */
function worldProblems(rule: SecurityGroupRule): string[] {
  const { protocol, fromPort = 0, toPort = fromPort, cidr } = rule;
  if (cidr === undefined || !isBlock(cidr) || new Address4(cidr).subnetMask >= WIDEST_PREFIX) return [];
  if (protocol === "tcp" && fromPort === toPort && WORLD_PORTS.includes(fromPort)) return [];
  const remoteControl = REMOTE_CONTROL.filter(
    ({ port }) => protocol === "all" || (protocol === "tcp" && fromPort <= port && port <= toPort),
  ).map(({ service, port }) => `${service} (${port})`);
  const opened = remoteControl.length === 0 ? traffic(rule) : remoteControl.join(" and ");
  return [`opens ${opened} to ${cidr}: only tcp 80 and tcp 443 may be open to everyone`];
}
