import { absentEndpoint } from "../../domain/network/endpoint-availability";
import { ENDPOINT_BUNDLES, endpointServices } from "../../domain/network/endpoint-bundles";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { reachesOnlyEndpoints } from "./endpoints-rules";
import type { Rule } from "../check/rule";

const natHasPublicSubnets: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined || network.tiers.includes("public")) return;
  if (network.nat === "none" || network.nat === "regional") return;
  yield {
    path: ["network", "nat"],
    message: "A NAT gateway stands in a public subnet, and there is no public tier.",
    because: [["network", "tiers"]],
    allowed: "regional, none, or a public tier",
    fix: [set(["network", "tiers", network.tiers.length], "public")],
  };
};

const natAddressesAreUsed: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { nat, zones, natAllocationIds } = network;
  const gatewayZone = ZONE_LETTERS.find((letter) => zones.includes(letter));
  for (const letter of ZONE_LETTERS) {
    const id = natAllocationIds[letter];
    if (id === undefined) continue;
    const path: Path = ["network", "natAllocationIds", letter];
    const twin = ZONE_LETTERS.find((other) => other < letter && natAllocationIds[other] === id);
    if (nat === "none") {
      yield { path, message: "Means nothing without NAT.", because: [["network", "nat"]], fix: [remove(path)] };
    } else if (!zones.includes(letter)) {
      yield { path, message: "Not one of the zones.", because: [["network", "zones"]], fix: [remove(path)] };
    } else if (nat === "single" && letter !== gatewayZone) {
      yield {
        path,
        message: "A single NAT gateway stands in the first zone by letter, and needs no address in others.",
        because: [
          ["network", "nat"],
          ["network", "zones"],
        ],
        fix: [remove(path)],
      };
    } else if (twin !== undefined) {
      yield {
        path,
        message: "One address for two zones.",
        because: [["network", "natAllocationIds", twin]],
        allowed: "an address of its own, or none to have one made",
        fix: [remove(path)],
      };
    }
  }
};

const nodesHaveAWayOut: Rule = function* ({ network, aws }) {
  if (network === undefined || !reachesOnlyEndpoints(network)) return;
  const reachable = endpointServices(network.interfaceEndpoints);
  const needed = ENDPOINT_BUNDLES["private-eks"].filter(
    (service) => aws === undefined || absentEndpoint(service, aws.region) === undefined,
  );
  if (needed.every((service) => reachable.includes(service))) return;
  const { bundles } = network.interfaceEndpoints;
  const isWhole = needed.length === ENDPOINT_BUNDLES["private-eks"].length;
  yield {
    path: ["network", "nat"],
    message:
      "Without NAT nodes join only if something else leads to EKS, ECR and STS (private-eks in interfaceEndpoints.bundles, or 0.0.0.0/0 in transitGateway.destinations).",
    ...(isWhole ? { fix: [set(["network", "interfaceEndpoints", "bundles", bundles.length], "private-eks")] } : {}),
    warning: true,
  };
};

export const natRules: readonly Rule[] = [natAddressesAreUsed, natHasPublicSubnets, nodesHaveAWayOut];
