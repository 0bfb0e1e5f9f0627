import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { TIERS } from "../../domain/network/zones-and-tiers";
import type { Rule } from "../check/rule";

/** No block can be proposed: networks that the VPC may be connected to later are not in the stack file. */
export const CHOOSE_BLOCK =
  "set `network.cidr` to a private block that overlaps no network that the VPC is to be connected to";

const CIDR: Path = ["network", "cidr"];
const IPAM: Path = ["network", "ipam"];

const vpcHasOneBlock: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  const { cidr, ipam } = network;
  if (cidr === undefined && ipam === undefined) {
    yield {
      code: "network/vpc-without-cidr",
      path: CIDR,
      message: "The VPC needs an IPv4 block: set `cidr`, `ipam` or `existing`.",
      allowed: "cidr (an IPv4 block), ipam (a pool that allocates one) or existing (a VPC that has one)",
      fix: [edit(CHOOSE_BLOCK)],
    };
  } else if (cidr !== undefined && ipam !== undefined) {
    yield {
      code: "network/cidr-and-ipam",
      path: IPAM,
      message: "`ipam` and `network.cidr` are both set, and only one of them can choose the VPC's block.",
      because: [CIDR],
      allowed: "either cidr or ipam",
      fix: [remove(IPAM)],
    };
  }
};

/** The pool allocates the block during the update, so no subnet block can be checked against it. */
const pooledSubnetsAreComputed: Rule = function* ({ network }) {
  if (network?.ipam === undefined || network.existing !== undefined) return;
  for (const tier of TIERS.filter((candidate) => network.subnets[candidate] !== undefined)) {
    const path: Path = ["network", "subnets", tier];
    yield {
      code: "network/subnets-with-ipam",
      path,
      message:
        "Subnet blocks cannot be set with `network.ipam`: the pool chooses the VPC's block, and subnets are computed from it.",
      because: [IPAM],
      fix: [remove(path)],
    };
  }
};

export const vpcBlockRules: readonly Rule[] = [vpcHasOneBlock, pooledSubnetsAreComputed];
