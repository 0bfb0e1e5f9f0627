import { Address4, Address6 } from "ip-address";

import { PRIVATE_RANGES } from "../../../domain/network/address-ranges";
import { parseCidr, parseIpv6Cidr } from "../../../domain/network/cidr";
import type { Properties } from "../read/engine-event";
import { isUnknown, nameOf, undecided } from "./words";

/** Longest prefix of a block so wide that it is hardly one organization's: https://www.iana.org/numbers */
const WIDE_IPV4 = 8;
const WIDE_IPV6 = 16;
const LOCAL_IPV4 = [...PRIVATE_RANGES, "127.0.0.0/8"].map((range) => new Address4(range));
/** Unique local addresses. */
const LOCAL_IPV6 = new Address6("fc00::/7");

/** Whether a block has a large part of the internet. */
export function isWide(cidr: unknown): boolean {
  if (typeof cidr !== "string") return false;
  const [ipv4, ipv6] = [parseCidr(cidr), parseIpv6Cidr(cidr)];
  if (ipv4 !== undefined) return ipv4.subnetMask <= WIDE_IPV4 && !LOCAL_IPV4.some((range) => ipv4.isInSubnet(range));
  return ipv6 !== undefined && ipv6.subnetMask <= WIDE_IPV6 && !ipv6.isInSubnet(LOCAL_IPV6);
}

/** One sentence for each source of a rule that is wide, or of which a preview does not know how wide it is. */
export function openPorts(
  rule: Properties,
  cidrs: readonly unknown[],
  prefixLists: readonly unknown[],
): readonly string[] {
  const ports = portsOf(rule);
  const listed = prefixLists.filter((list) => list !== undefined && !isUnknown(list));
  const hasUnknown = [...cidrs, ...prefixLists].some(isUnknown);
  return [
    ...cidrs.filter(isWide).map((cidr) => `\`${String(cidr)}\` can connect to ${ports}.`),
    ...listed.map(
      (list) => `It is undecided who can connect to ${ports}: a preview does not see the prefix list ${nameOf(list)}.`,
    ),
    ...(hasUnknown ? [undecided(`who can connect to ${ports}`, "the sources are")] : []),
  ];
}

function portsOf({ fromPort, toPort, protocol, ipProtocol }: Properties): string {
  const [from = "", to = "", kind = ""] = [fromPort, toPort, protocol ?? ipProtocol].map((value) =>
    ["string", "number"].includes(typeof value) ? String(value as string | number) : "",
  );
  if (kind === "-1" || from === "") return "all ports";
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}
