import { overlap } from "../../domain/network/cidr";
import { absentEndpoint } from "../../domain/network/endpoint-availability";
import { ENDPOINT_BUNDLES, endpointServices } from "../../domain/network/endpoint-bundles";
import { hasZoneWithoutEks, ZONE_IDS_WITHOUT_EKS, zoneIdPrefix } from "../../domain/network/zone-ids";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import { edit, type Finding, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { reachesOnlyEndpoints } from "./endpoints-rules";
import type { Rule } from "../check/rule";

const zoneIdsAreUsable: Rule = function* ({ network, aws }) {
  if (network === undefined) return;
  for (const letter of ZONE_LETTERS) {
    const id = network.zoneIds[letter];
    const path: Path = ["network", "zoneIds", letter];
    if (id === undefined) continue;
    const twin = ZONE_LETTERS.find((other) => other < letter && network.zoneIds[other] === id);
    if (!network.zones.includes(letter)) {
      yield { path, message: "Not one of the zones.", because: [["network", "zones"]], fix: [remove(path)] };
    } else if (ZONE_IDS_WITHOUT_EKS.includes(id)) {
      yield {
        path,
        message: "EKS cannot use this zone.",
        allowed: `any zone but ${id}`,
        fix: [
          edit("put another letter into network.zones; aws ec2 describe-availability-zones tells which zone it is"),
        ],
      };
    } else if (twin !== undefined) {
      yield {
        path,
        message: "Two letters for one zone.",
        because: [["network", "zoneIds", twin]],
        ...LOOK_UP,
      };
    } else if (aws !== undefined && !id.startsWith(`${zoneIdPrefix(aws.region)}-`)) {
      yield { path, message: "A zone of another Region.", because: [["aws", "region"]], ...LOOK_UP };
    }
  }
};

/** Letters are shuffled per account, so in Regions with an unusable zone only ids tell which letters to avoid. */
const zoneIdsAreKnownWhereTheyMatter: Rule = function* ({ network, aws }) {
  if (network === undefined || network.existing !== undefined) return;
  if (aws === undefined || !hasZoneWithoutEks(aws.region)) return;
  for (const letter of network.zones.filter((zone) => network.zoneIds[zone] === undefined)) {
    yield {
      path: ["network", "zoneIds", letter],
      message:
        "EKS cannot use one zone of this Region. Zone letters differ by account, so the zone ID of each letter is required.",
      because: [["aws", "region"]],
      ...LOOK_UP,
    };
  }
};

/** Letters and ids are paired per account, so only the account can tell. */
const LOOK_UP: Pick<Finding, "allowed" | "fix"> = {
  allowed: "the ZoneId that the account shows for this letter",
  fix: [edit("aws ec2 describe-availability-zones --query 'AvailabilityZones[].[ZoneName,ZoneId]' tells it")],
};

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

const endpointServicesAreNamedOnce: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { bundles, services } = network.interfaceEndpoints;
  for (const [index, service] of services.entries()) {
    const bundle = bundles.findIndex((name) => endpointServices({ bundles: [name], services: [] }).includes(service));
    if (bundle === -1) continue;
    const path: Path = ["network", "interfaceEndpoints", "services", index];
    yield {
      path,
      message: "Already part of a bundle.",
      because: [["network", "interfaceEndpoints", "bundles", bundle]],
      fix: [remove(path)],
    };
  }
};

/** Service blocks need no such rule: EKS takes none from the range that pods have. */
const podCidrIsApartFromVpc: Rule = function* ({ network }) {
  const { cidr, podCidr } = network ?? {};
  if (cidr === undefined || podCidr === undefined || !overlap(podCidr, cidr)) return;
  const path: Path = ["network", "podCidr"];
  const free = ["100.64.0.0/16", "100.96.0.0/16"].find((block) => !overlap(block, cidr)) ?? "100.112.0.0/16";
  yield {
    path,
    message: "Overlaps the VPC's own block.",
    because: [["network", "cidr"]],
    allowed: "a block that shares no address with it, or no podCidr",
    fix: [set(path, free)],
  };
};

export const topologyRules: readonly Rule[] = [
  zoneIdsAreUsable,
  zoneIdsAreKnownWhereTheyMatter,
  natAddressesAreUsed,
  natHasPublicSubnets,
  nodesHaveAWayOut,
  podCidrIsApartFromVpc,
  endpointServicesAreNamedOnce,
];
