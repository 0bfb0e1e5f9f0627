import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { TIERS } from "../../domain/network/zones-and-tiers";
import type { Rule } from "../check/rule";

const CIDR: Path = ["network", "cidr"];
const IPAM: Path = ["network", "ipam"];

const vpcHasOneBlock: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  const { cidr, ipam } = network;
  if (cidr === undefined && ipam === undefined) {
    yield {
      path: CIDR,
      message: "The VPC needs a block.",
      allowed: "cidr, a block of its own, ipam, the pool that gives one, or existing, a VPC that has one",
      fix: [edit("set `network.cidr` to a block that is routed to no other network of yours")],
    };
  } else if (cidr !== undefined && ipam !== undefined) {
    yield {
      path: IPAM,
      message: "The VPC has a block already.",
      because: [CIDR],
      allowed: "one of cidr and ipam",
      fix: [remove(IPAM)],
    };
  }
};

/** Nobody knows which blocks are inside one that is yet to be given. */
const pooledSubnetsAreComputed: Rule = function* ({ network }) {
  if (network?.ipam === undefined || network.existing !== undefined) return;
  for (const tier of TIERS.filter((candidate) => network.subnets[candidate] !== undefined)) {
    const path: Path = ["network", "subnets", tier];
    yield {
      path,
      message: "The pool chooses the VPC's block, so its subnets are computed.",
      because: [IPAM],
      fix: [remove(path)],
    };
  }
};

export const vpcBlockRules: readonly Rule[] = [vpcHasOneBlock, pooledSubnetsAreComputed];
