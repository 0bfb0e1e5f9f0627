import { contains } from "../../domain/network/cidr";
import { type Finding, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

const INTERNET = "0.0.0.0/0";

/** One destination of the transit gateway, with its place. */
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

/** Wider blocks are fine: the VPC's own addresses are the narrower route, and EC2 takes no narrower one to a gateway. */
const transitDestinationsAreOutside = eachDestination(function* ({ path, block }, { network }) {
  for (const key of ["cidr", "podCidr"] as const) {
    const own = network?.[key];
    if (own === undefined || !contains(own, block)) continue;
    yield {
      path,
      message: "Lies within the VPC, whose own addresses stay inside.",
      because: [["network", key]],
      allowed: "a block outside the VPC, or one that is wider",
      fix: [remove(path)],
    };
  }
});

/** A table has one default route. */
const transitInternetTakesThePlaceOfNat = eachDestination(function* ({ path, block }, { network }) {
  if (block !== INTERNET || network === undefined || network.nat === "none") return;
  const nat: Path = ["network", "nat"];
  yield {
    path,
    message: "NAT leads to the internet already.",
    because: [nat],
    allowed: "nat: none, or blocks narrower than 0.0.0.0/0",
    fix: [set(nat, "none")],
  };
});

export const transitGatewayRules: readonly Rule[] = [transitDestinationsAreOutside, transitInternetTakesThePlaceOfNat];
