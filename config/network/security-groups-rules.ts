import { listed } from "../../domain/listed";
import { prefixLength } from "../../domain/network/cidr";
import { edit, type Finding, propose, remove, set } from "../diagnostics/finding";
import { formatPath, type Path } from "../source/path";
import { suggest } from "../../domain/suggest";
import type { ReadableParts, Rule } from "../check/rule";

type Network = NonNullable<ReadableParts["network"]>;
type Groups = Network["securityGroups"];
type GroupRule = Groups[string]["ingress"][number];

const PEERS = ["cidr", "prefixList", "securityGroup"] as const;
const PORTS = ["fromPort", "toPort"] as const;
const GROUP_ID = /^sg-[0-9a-f]{8,17}$/;

/** A wider block counts as the internet: two blocks of /1 cover all of it. */
const WIDEST_PREFIX = 8;
const INTERNET_PORTS: readonly unknown[] = [80, 443];

interface Place {
  readonly at: (...rest: Path) => Path;
  readonly direction: "ingress" | "egress";
  readonly index: number;
  /** The rules of its group in this direction. */
  readonly list: readonly GroupRule[];
  readonly network: Network;
}

/** A config rule that applies a check to each rule of each security group. */
function eachRule(find: (rule: GroupRule, place: Place) => Iterable<Finding>): Rule {
  return function* ({ network }) {
    if (network === undefined) return;
    for (const [key, group] of Object.entries(network.securityGroups)) {
      for (const direction of ["ingress", "egress"] as const) {
        for (const [index, rule] of group[direction].entries()) {
          const at = (...rest: Path): Path => ["network", "securityGroups", key, direction, index, ...rest];
          yield* find(rule, { at, direction, index, list: group[direction], network });
        }
      }
    }
  };
}

const securityGroupPortsFitTheProtocol = eachRule(function* (rule, { at }) {
  const { protocol, fromPort, toPort } = rule;
  if (protocol === "icmp" || protocol === "all") {
    for (const field of PORTS.filter((name) => rule[name] !== undefined)) {
      yield {
        code: "network/ports-without-protocol",
        path: at(field),
        message: `\`${field}\` cannot be set with protocol ${protocol}: only tcp and udp have ports.`,
        because: [at("protocol")],
        fix: [remove(at(field))],
      };
    }
  } else if (fromPort === undefined) {
    yield {
      code: "network/missing-port",
      path: at("fromPort"),
      message: `A rule for ${protocol} needs \`fromPort\`.`,
      because: [at("protocol")],
      allowed: "a port from 0 to 65535",
      fix: [toPort === undefined ? edit(`set \`${formatPath(at("fromPort"))}\``) : set(at("fromPort"), toPort)],
    };
  } else if (toPort !== undefined && toPort < fromPort) {
    yield {
      code: "network/port-range-reversed",
      path: at("toPort"),
      message: "`toPort` is less than `fromPort`.",
      because: [at("fromPort")],
      allowed: "a port that is not less than fromPort",
      fix: [set(at("toPort"), fromPort)],
    };
  }
});

const securityGroupRulesHaveOnePeer = eachRule(function* (rule, { at }) {
  const [first, ...others] = PEERS.filter((name) => rule[name] !== undefined);
  const allowed = `one of ${PEERS.join(", ")}`;
  if (first === undefined) {
    yield {
      code: "network/rule-without-peer",
      path: at("cidr"),
      message: "The rule has no source or destination. EC2 refuses a rule without one.",
      allowed,
      fix: [edit(`set one of ${PEERS.join(", ")} in \`${formatPath(at())}\``)],
    };
  }
  for (const other of others) {
    yield {
      code: "network/rule-with-several-peers",
      path: at(other),
      message: "The rule has more than one source or destination. EC2 accepts one for each rule.",
      because: [at(first ?? other)],
      allowed,
      fix: [remove(at(other))],
    };
  }
});

const securityGroupsReferToEachOther = eachRule(function* ({ securityGroup }, { at, network }) {
  const keys = Object.keys(network.securityGroups);
  if (securityGroup === undefined || keys.includes(securityGroup) || GROUP_ID.test(securityGroup)) return;
  const meant = suggest(securityGroup, keys);
  yield {
    code: "network/unknown-security-group",
    path: at("securityGroup"),
    message: `\`network.securityGroups\` has no such key.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
    allowed: `one of ${listed(keys)}, or the ID of another group`,
    fix: [
      meant === undefined
        ? edit("add the security group to `network.securityGroups`")
        : set(at("securityGroup"), meant),
    ],
  };
});

const known = new WeakMap<readonly GroupRule[], ReadonlyMap<string, number>>();

/** The first rule of each permission in a list; computed once for each list. */
function firstIndexes(list: readonly GroupRule[]): ReadonlyMap<string, number> {
  const indexes = known.get(list) ?? new Map(list.map((rule, index) => [permission(rule), index] as const).reverse());
  known.set(list, indexes);
  return indexes;
}

/** EC2 refuses the second of two equal rules: `InvalidPermission.Duplicate`. */
const securityGroupRulesAreDistinct = eachRule(function* (rule, { at, index, list }) {
  const twin = firstIndexes(list).get(permission(rule)) ?? index;
  if (twin === index) return;
  yield {
    code: "network/duplicate-security-group-rule",
    path: at(),
    message: "The rule allows the same traffic as another rule of the list. EC2 refuses the duplicate.",
    because: [[...at().slice(0, -1), twin]],
    fix: [remove(at())],
  };
});

/** Security Hub EC2.13, EC2.14, EC2.18: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html */
const securityGroupsAreClosedToTheInternet = eachRule(function* (rule, { at, direction, network }) {
  const { protocol, fromPort = 0, toPort = fromPort, cidr } = rule;
  if (direction === "egress" || cidr === undefined || prefixLength(cidr) >= WIDEST_PREFIX) return;
  if (protocol === "tcp" && fromPort === toPort && INTERNET_PORTS.includes(fromPort)) return;
  const opens = (port: number): boolean =>
    protocol === "all" || (protocol === "tcp" && fromPort <= port && port <= toPort);
  const named = [...(opens(22) ? ["SSH (22)"] : []), ...(opens(3389) ? ["RDP (3389)"] : [])].join(" and ");
  yield {
    code: "network/security-group-open-to-internet",
    path: at("cidr"),
    message: `The rule opens ${named === "" ? "ports other than tcp 80 and tcp 443" : named} to the internet.`,
    because: [at("protocol"), ...PORTS.filter((name) => rule[name] !== undefined).map((name) => at(name))],
    allowed: `a block of /${WIDEST_PREFIX} or smaller; wider blocks only for tcp 80 and tcp 443, each in a separate rule`,
    fix: [
      network.cidr === undefined
        ? edit(`set \`${formatPath(at("cidr"))}\` to the CIDR block of the clients`)
        : propose(at("cidr"), network.cidr),
    ],
  };
});

function permission({ protocol, fromPort, toPort = fromPort, ...rule }: GroupRule): string {
  return [protocol, fromPort, toPort, ...PEERS.map((name) => rule[name])].join(" ");
}

export const securityGroupsRules: readonly Rule[] = [
  securityGroupPortsFitTheProtocol,
  securityGroupRulesHaveOnePeer,
  securityGroupsReferToEachOther,
  securityGroupRulesAreDistinct,
  securityGroupsAreClosedToTheInternet,
];
