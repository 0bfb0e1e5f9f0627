import { z } from "zod";
import { LONGEST_CERTIFICATE_DOMAIN, MOST_ALTERNATIVE_NAMES } from "../../../domain/cluster/hosted-zones";
import { distinct, text } from "../../schema/fields";

const DOMAIN = /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export const domain = text(DOMAIN, "a domain such as shop.example.com");

const certificateDomain = text(
  new RegExp(`^(?=.{1,${LONGEST_CERTIFICATE_DOMAIN}}$)${DOMAIN.source.slice(1)}`),
  `a domain of up to ${LONGEST_CERTIFICATE_DOMAIN} characters, such as shop.example.com`,
);

export const hostedZoneId = text(/^Z[A-Z0-9]{1,31}$/, "the id of a hosted zone such as Z0123456789ABCDEFGHIJ").meta({
  examples: ["Z0123456789ABCDEFGHIJ"],
});

const hostedZoneSchema = z.strictObject({
  domain: certificateDomain.meta({
    description:
      "Domain of the zone, up to 64 characters, as a certificate allows. A change replaces zone and certificate. Use a subdomain for each environment, so that no environment can change names of another.",
    examples: ["dev.example.com"],
  }),
  zoneId: hostedZoneId.exactOptional().meta({
    description:
      "ID of an existing public hosted zone of the domain in the same account, for the records. Default: the stack creates the zone, $0.50 a month, and protects it with cluster.deletionProtection. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/CreatingHostedZone.html",
    examples: ["Z0123456789ABCDEFGHIJ"],
  }),
  parentZoneId: hostedZoneId.exactOptional().meta({
    description:
      "ID of the hosted zone of a parent domain in the same account, to which the stack adds the NS record of the new zone. Default: none; add the name servers of the stack output hostedZones where the parent domain is. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/CreatingNewSubdomain.html",
    examples: ["Z0123456789ABCDEFGHIJ"],
  }),
  certificate: z.boolean().default(true).meta({
    description:
      "Whether ACM issues a certificate for the domain and *.<domain> in the Region of the stack, for load balancers. The update waits up to 30 minutes, until ACM finds the validation record, so the domain must be delegated: set false until it is. Default: true. Free. https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  }),
  alternativeNames: distinct(
    text(/^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "a name such as *.api.shop.example.com"),
  )
    .max(MOST_ALTERNATIVE_NAMES)
    .default([])
    .meta({
      description:
        "Further names of the certificate in the domain, up to 8: a wildcard matches one label only. A change replaces the certificate; load balancers use the new one before the old one is deleted. Default: none. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
      examples: [["*.api.dev.example.com"]],
    }),
});

export const hostedZonesSchema = z
  .record(
    text(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/, "up to 32 lowercase letters, digits and hyphens, a letter first"),
    hostedZoneSchema,
  )
  .default({})
  .meta({
    description:
      "Public hosted zones of Route 53 by a name of your choice, each with a certificate for HTTPS. cluster.optionalAddons.external-dns writes records into them, the sample workload uses the certificate of its host, and the stack output hostedZones has IDs, name servers and certificates. $0.50 a month for each zone that the stack creates, and $0.40 per million queries. Renaming a key replaces the zone. Default: none. Guide: docs/dns.md. https://aws.amazon.com/route53/pricing/",
    examples: [{ main: { domain: "dev.example.com" } }],
  });
