import { INTERNET } from "../../domain/network/address-ranges";
import { contains } from "../../domain/network/cidr";
import { type Finding, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

/** One destination of the transit gateway, with its path. */
interface Destination {
  readonly path: Path;
  readonly block: string;
}

function eachDestination(find: (destination: Destination, parts: ReadableParts) => Iterable<Finding>): Rule {
  return function* (parts) {
    for (const [index, block] of (parts.network?.transitGateway?.destinations ?? []).entries()) {
      yield* find({ path: ["network", "transitGateway", "destinations", index], block }, parts);
    }
  };
}

/** Wider blocks are allowed: the local route of the VPC is narrower, so it has precedence. */
const transitDestinationsAreOutside = eachDestination(function* ({ path, block }, { network }) {
  for (const key of ["cidr", "podCidr"] as const) {
    const own = network?.[key];
    if (own === undefined || !contains(own, block)) continue;
    yield {
      code: "network/transit-destination-within-vpc",
      path,
      message: `The destination is within \`network.${key}\`: traffic to the VPC's own addresses stays in the VPC.`,
      because: [["network", key]],
      allowed: "a block outside the VPC, or one that is wider than the VPC",
      fix: [remove(path)],
    };
  }
});

/** A route table has one default route. */
const transitInternetTakesThePlaceOfNat = eachDestination(function* ({ path, block }, { network }) {
  if (block !== INTERNET || network === undefined || network.nat === "none") return;
  const nat: Path = ["network", "nat"];
  yield {
    code: "network/two-default-routes",
    path,
    message: "The private subnets already have a default route, to NAT.",
    because: [nat],
    allowed: "network.nat none, or destinations narrower than 0.0.0.0/0",
    fix: [set(nat, "none")],
  };
});

export const transitGatewayRules: readonly Rule[] = [transitDestinationsAreOutside, transitInternetTakesThePlaceOfNat];
