import type { Codes } from "../../diagnostics/code";

export const hostedZonesCodes = {
  "cluster/hosted-zone-twice": {
    cause:
      "Two entries are for the same domain. external-dns could not tell which zone has its records, and resolvers ask only the zone to which the parent domain delegates.",
    remedy: "Keep one of the entries.",
  },
  "cluster/hosted-zone-delegated-twice": {
    cause:
      "`zoneId` names an existing zone, to which the parent domain delegates already. `parentZoneId` adds the NS record of a zone that the stack creates.",
    remedy: "Remove `parentZoneId`, or `zoneId`.",
  },
  "cluster/certificate-name-outside-zone": {
    cause:
      "The name is not in the domain of the zone. ACM [validates each name](https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html) by a record in its domain, which the zone cannot have, and would not issue the certificate.",
    remedy: "Remove the name, or add a zone for its domain.",
  },
  "cluster/certificate-name-in-other-zone": {
    cause:
      "Another entry has a zone for the domain of the name. Resolvers ask that zone, to which the parent domain delegates, and not the one in which the stack creates the [validation record](https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html). The update would wait 30 minutes for the certificate, and fail.",
    remedy:
      "Move the name to `alternativeNames` of the other zone, or remove it: each zone has a certificate of its own.",
  },
  "cluster/certificate-names-unused": {
    cause: "`alternativeNames` are names of the certificate, which `certificate: false` turns off.",
    remedy: "Remove `alternativeNames`, or set `certificate` to true.",
  },
  "cluster/external-dns-without-zones": {
    cause: "The role of external-dns has permissions in the listed hosted zones only, and there are none.",
    remedy: "Set `cluster.hostedZones`, or `zones` of external-dns, or remove external-dns.",
  },
  "cluster/ingress-host-outside-zones": {
    cause:
      "The host is in none of the hosted zones, so external-dns creates no record for it, and no certificate of the stack is valid for it.",
    remedy: "Set `host` to a name in one of the zones, or add its zone to `cluster.hostedZones`.",
  },
  "cluster/ingress-host-not-in-certificate": {
    cause:
      "The certificate of the zone does not have the host among its names, so clients would refuse the connection. A wildcard [matches one label](https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-wildcard): `*.example.com` does not match `a.b.example.com`.",
    remedy: "Add the host to `alternativeNames` of the zone.",
  },
} as const satisfies Codes<"cluster">;
