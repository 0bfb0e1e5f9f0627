import { text } from "./ec2-objects";
import type { World, WorldObject } from "../world";
import type { Request, ServiceTable } from "./table";

const ZONE = "aws:route53/zone:Zone";
export const RECORD = "aws:route53/record:Record";

const NAME_SERVER_DOMAINS = ["com", "net", "org", "co.uk"];

/** Route 53 without its Resolver: https://docs.aws.amazon.com/Route53/latest/APIReference/Welcome.html */
export const route53: ServiceTable = {
  [ZONE]: {
    id: ({ hex }) => `Z${hex(20).toUpperCase()}`,
    outputs: {
      arn: ({ id }) => `arn:aws:route53:::hostedzone/${id}`,
      enableAcceleratedRecovery: () => false,
      nameServers,
      primaryNameServer: (request) => nameServers(request)[0],
      zoneId: ({ id }) => id,
    },
    // Tests add records to a zone as resources, or by drift of `recordCount`.
    deleteRefusals: (zone, world) =>
      recordsOf(zone, world) > 0 && zone.inputs["forceDestroy"] !== true
        ? [
            `HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted: ${zone.id}`,
          ]
        : [],
  },
  [RECORD]: {
    overwritesExisting: true,
    id: recordId,
    outputs: { allowOverwrite: () => false, fqdn: ({ inputs }) => withoutDot(text(inputs, "name") ?? "") },
    refusals: (request, current) => [
      ...refuseOutsideZone(request),
      ...(current === undefined ? refuseExisting(request) : []),
    ],
  },
};

/** The last dot is part of names that ACM returns, and of none that the provider keeps. */
export function withoutDot(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}

function nameServers({ hex }: Request): string[] {
  return NAME_SERVER_DOMAINS.map((domain, index) => {
    const number = Number.parseInt(hex(2, domain), 16) + 512 * index;
    return `ns-${number}.awsdns-${String(number % 64).padStart(2, "0")}.${domain}`;
  });
}

function recordsOf({ id, state }: WorldObject, world: World): number {
  return world.ofType(RECORD, { zoneId: id }).length + Number(state["recordCount"] ?? 0);
}

function recordId({ inputs }: Request): string {
  const name = withoutDot(text(inputs, "name") ?? "");
  return `${text(inputs, "zoneId") ?? ""}_${name}_${text(inputs, "type") ?? ""}`;
}

/** A zone that is not in this world may be one that existed before. */
function refuseOutsideZone({ inputs, world }: Request): string[] {
  const name = withoutDot(text(inputs, "name") ?? "");
  const domain = text(world.get(ZONE, text(inputs, "zoneId") ?? "")?.inputs ?? {}, "name");
  return domain === undefined || name === domain || name.endsWith(`.${domain}`)
    ? []
    : [`InvalidChangeBatch: RRSet with DNS name ${name}. is not permitted in zone ${domain}.`];
}

function refuseExisting(request: Request): string[] {
  const { inputs, world } = request;
  return inputs["allowOverwrite"] !== true && world.get(RECORD, recordId(request)) !== undefined
    ? [`InvalidChangeBatch: Tried to create resource record set ${recordId(request)} but it already exists`]
    : [];
}
