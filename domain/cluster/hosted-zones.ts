/** The part of a hosted zone's settings that names depend on. */
export interface ZoneNames {
  /** Domain of the zone, such as `shop.example.com`. */
  readonly domain: string;
  /** Whether the zone has a certificate. */
  readonly certificate: boolean;
  /** Names of the certificate besides the domain and `*.<domain>`. */
  readonly alternativeNames: readonly string[];
}

/** Characters of a certificate's first name: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const LONGEST_CERTIFICATE_DOMAIN = 64;

/** Names of one certificate by the default quota, the domain and its wildcard included: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MOST_CERTIFICATE_NAMES = 10;
export const MOST_ALTERNATIVE_NAMES = MOST_CERTIFICATE_NAMES - 2;

/** Characters of the ID of a hosted zone: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export const LONGEST_ZONE_ID = 32;

/** Whether a host is the domain itself or a name below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Names of the zone's certificate, each once. A wildcard matches one label: `*.example.com` matches `a.example.com`, not `a.b.example.com`. */
export function certificateNames({ domain, alternativeNames }: ZoneNames): readonly string[] {
  return [...new Set([domain, `*.${domain}`, ...alternativeNames])];
}

/** Names without a leading wildcard, each once: a name and its wildcard have the same validation record. */
export function validatedNames(zone: ZoneNames): readonly string[] {
  return [...new Set(certificateNames(zone).map((name) => name.replace(/^\*\./, "")))];
}

/** The entry of the most specific zone that contains the host; undefined if none does. */
export function zoneOf<Zone extends Pick<ZoneNames, "domain">>(
  host: string,
  zones: Readonly<Record<string, Zone>>,
): readonly [key: string, zone: Zone] | undefined {
  return Object.entries(zones)
    .filter(([, { domain }]) => isWithin(host, domain))
    .sort(([, one], [, other]) => other.domain.length - one.domain.length)[0];
}

/** The key of the zone whose certificate is for the host; undefined if there is none. */
export function certificateZone(
  host: string | undefined,
  zones: Readonly<Record<string, ZoneNames>>,
): string | undefined {
  if (host === undefined) return undefined;
  const [key, zone] = zoneOf(host, zones) ?? [];
  if (key === undefined || zone?.certificate !== true) return undefined;
  return certificateNames(zone).some((name) => matches(name, host)) ? key : undefined;
}

function matches(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && name.slice(2) === host.slice(host.indexOf(".") + 1));
}
