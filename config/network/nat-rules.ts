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
    code: "network/nat-needs-public-tier",
    path: ["network", "nat"],
    message: "A zonal NAT gateway needs a public subnet, and `network.tiers` has no `public` tier.",
    because: [["network", "tiers"]],
    allowed: "regional, none, or public in network.tiers",
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
      yield {
        code: "network/nat-address-without-nat",
        path,
        message: "The Elastic IP address is not used: `network.nat` is none.",
        because: [["network", "nat"]],
        fix: [remove(path)],
      };
    } else if (!zones.includes(letter)) {
      yield {
        code: "network/unused-zone",
        path,
        message: "The Elastic IP address is not used: `network.zones` does not contain this zone.",
        because: [["network", "zones"]],
        fix: [remove(path)],
      };
    } else if (nat === "single" && letter !== gatewayZone) {
      yield {
        code: "network/nat-address-without-gateway",
        path,
        message:
          "The Elastic IP address is not used: with `network.nat` single, the NAT gateway is in the first zone by letter.",
        because: [
          ["network", "nat"],
          ["network", "zones"],
        ],
        fix: [remove(path)],
      };
    } else if (twin !== undefined) {
      yield {
        code: "network/duplicate-nat-address",
        path,
        message: "Two zones have the same Elastic IP address, which only one NAT gateway can use.",
        because: [["network", "natAllocationIds", twin]],
        allowed: "another allocation ID, or no entry, so that the stack allocates an address",
        fix: [remove(path)],
      };
    }
  }
};

const nodesReachEks: Rule = function* ({ network, aws }) {
  if (network === undefined || !reachesOnlyEndpoints(network)) return;
  const reachable = endpointServices(network.interfaceEndpoints);
  const needed = ENDPOINT_BUNDLES["private-eks"].filter(
    (service) => aws === undefined || absentEndpoint(service, aws.region) === undefined,
  );
  if (needed.every((service) => reachable.includes(service))) return;
  const { bundles } = network.interfaceEndpoints;
  const isWhole = needed.length === ENDPOINT_BUNDLES["private-eks"].length;
  yield {
    code: "network/no-route-to-eks",
    path: ["network", "nat"],
    message:
      "Without NAT, nodes join the cluster only if they have another route to EKS, ECR and STS: `private-eks` in `network.interfaceEndpoints.bundles`, or 0.0.0.0/0 in `network.transitGateway.destinations`.",
    ...(isWhole ? { fix: [set(["network", "interfaceEndpoints", "bundles", bundles.length], "private-eks")] } : {}),
    warning: true,
  };
};

export const natRules: readonly Rule[] = [natAddressesAreUsed, natHasPublicSubnets, nodesReachEks];
