/** Protocol that a rule allows; `all` is every protocol on every port. */
type Protocol = "tcp" | "udp" | "icmp" | "all";

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

interface SecurityGroupSettings {
  /** Purpose of the group. A change replaces it. */
  readonly description: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

/** Security groups by key; they can refer to each other. */
export type SecurityGroupMap = Readonly<Record<string, SecurityGroupSettings>>;

const GROUP_ID = /^sg-[0-9a-f]{8,17}$/;

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

/** `all`, `tcp-443`, `tcp-8000-8080`. */
export function traffic({ protocol, fromPort, toPort }: SecurityGroupRule): string {
  const last = toPort === fromPort ? undefined : toPort;
  return [protocol, fromPort, last].filter((part) => part !== undefined).join("-");
}

export function peersOf({ cidr, prefixList, securityGroup }: SecurityGroupRule): string[] {
  return [cidr, prefixList, securityGroup].filter((peer) => peer !== undefined);
}
