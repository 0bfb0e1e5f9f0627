import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

import { certificateNames, validatedNames, type ZoneNames } from "../../../domain/cluster/hosted-zones";

export interface HostedZoneArgs extends ZoneNames {
  /** ID of an existing public hosted zone, in which records are created. Omitted: the stack creates the zone. $0.50 a month. */
  readonly zoneId?: string;
  /** ID of the hosted zone of a parent domain in the same account, in which the zone is delegated. Omitted: delegated elsewhere. */
  readonly parentZoneId?: string;
  /** False: Pulumi may delete the zone. Omitted: as the cluster. */
  readonly deletionProtection?: false;
}

export interface HostedZone {
  readonly domain: string;
  readonly zoneId: pulumi.Output<string>;
  /** Name servers to which the parent domain delegates. Undefined for an existing zone. */
  readonly nameServers: pulumi.Output<string[]> | undefined;
  /** Certificate, which is known once ACM has issued it. Undefined without one. */
  readonly certificateArn: pulumi.Output<string> | undefined;
}

interface Args {
  readonly clusterName: string;
  readonly hostedZones: Readonly<Record<string, HostedZoneArgs>>;
  readonly deletionProtection: boolean;
}

/** Seconds for which resolvers keep the delegation, so that a wrong one can be corrected within an hour. */
const DELEGATION_TTL = 3600;
const VALIDATION_TTL = 300;

/** ACM issues a certificate within minutes once its records can be resolved: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
const VALIDATION_TIMEOUT = "30m";

/**
 * Creates public hosted zones and their certificates, by key. Each certificate is for the domain and its wildcard, in the
 * Region of the cluster, and validated by records in the zone, which must stay: ACM renews the certificate by them.
 *
 * A created zone answers queries only once the parent domain delegates to its name servers. Until then, the update waits for
 * the certificate, and fails after 30 minutes.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html
 */
export function createHostedZones(
  parent: pulumi.Resource,
  name: string,
  { hostedZones, ...args }: Args,
): Readonly<Record<string, HostedZone>> {
  return Object.fromEntries(
    Object.entries(hostedZones).map(([key, zone]): [string, HostedZone] => {
      const zoneName = `${name}-zone-${key}`;
      const created = zone.zoneId === undefined ? createZone(parent, zoneName, zone, args) : undefined;
      const zoneId = created?.zoneId ?? pulumi.output(zone.zoneId ?? "");
      const delegation = created === undefined ? [] : delegate(parent, `${name}-delegation`, zone, created);
      const certificateArn = zone.certificate
        ? createCertificate(parent, `${name}-certificate`, key, zone, zoneId, delegation)
        : undefined;
      return [key, { domain: zone.domain, zoneId, nameServers: created?.nameServers, certificateArn }];
    }),
  );
}

/** A deleted zone cannot be restored, and a new one of the same domain has other name servers. */
function createZone(
  parent: pulumi.Resource,
  name: string,
  { domain, deletionProtection }: HostedZoneArgs,
  args: Pick<Args, "clusterName" | "deletionProtection">,
): route53.Zone {
  const protect = deletionProtection ?? args.deletionProtection;
  return new route53.Zone(
    name,
    {
      name: domain,
      comment: `Public names of ${args.clusterName}`,
      // Route 53 refuses to delete a zone with records, and external-dns creates records that Pulumi does not know.
      forceDestroy: !protect,
    },
    { parent, protect },
  );
}

/**
 * Record of type NS in the zone of the parent domain. Records are named by their domain, not by the key of the zone: another
 * key would create a record that exists, and then delete it.
 */
function delegate(
  parent: pulumi.Resource,
  name: string,
  { domain, parentZoneId }: HostedZoneArgs,
  { nameServers }: route53.Zone,
): readonly pulumi.Resource[] {
  if (parentZoneId === undefined) return [];
  return [
    new route53.Record(
      `${name}-${domain}`,
      { zoneId: parentZoneId, name: domain, type: "NS", ttl: DELEGATION_TTL, records: nameServers },
      { parent },
    ),
  ];
}

/** @returns the ARN after the validation: a load balancer cannot use a certificate that is not issued */
function createCertificate(
  parent: pulumi.Resource,
  name: string,
  key: string,
  zone: HostedZoneArgs,
  zoneId: pulumi.Input<string>,
  delegation: readonly pulumi.Resource[],
): pulumi.Output<string> {
  const [domainName = zone.domain, ...subjectAlternativeNames] = certificateNames(zone);
  const certificate = new acm.Certificate(
    `${name}-${key}`,
    { domainName, subjectAlternativeNames, validationMethod: "DNS", keyAlgorithm: "RSA_2048" },
    { parent },
  );
  const records = validatedNames(zone).map((domain) =>
    createValidationRecord(parent, name, domain, zoneId, certificate),
  );
  const validation = new acm.CertificateValidation(
    `${name}-${key}`,
    { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
    { parent, dependsOn: [...delegation], customTimeouts: { create: VALIDATION_TIMEOUT } },
  );
  return validation.certificateArn;
}

function createValidationRecord(
  parent: pulumi.Resource,
  name: string,
  domain: string,
  zoneId: pulumi.Input<string>,
  certificate: acm.Certificate,
): route53.Record {
  const option = certificate.domainValidationOptions.apply((options) => {
    const found = options.find(({ domainName }) => [domain, `*.${domain}`].includes(domainName));
    if (found === undefined) throw new Error(`ACM returned no validation record for ${domain}`);
    return found;
  });
  return new route53.Record(
    `${name}-${domain}`,
    {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      ttl: VALIDATION_TTL,
      records: [option.resourceRecordValue],
      // The record depends on account and domain alone, so an earlier certificate of the domain can have created it.
      allowOverwrite: true,
    },
    { parent },
  );
}
