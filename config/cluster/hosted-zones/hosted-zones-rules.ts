import { isWithin, zoneOf } from "../../../domain/cluster/hosted-zones";
import { edit, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const ZONES: Path = ["cluster", "hostedZones"];
const EXTERNAL_DNS: Path = ["cluster", "optionalAddons", "external-dns"];

const domainsAreDistinct: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const first = new Map<string, Path>();
  const paths: [string, Path][] = [
    ...Object.entries(cluster.hostedZones).map(([key, { domain }]): [string, Path] => [
      domain,
      [...ZONES, key, "domain"],
    ]),
    ...Object.keys(cluster.optionalAddons["external-dns"]?.zones ?? {}).map((domain): [string, Path] => [
      domain,
      [...EXTERNAL_DNS, "zones", domain],
    ]),
  ];
  for (const [domain, path] of paths) {
    const other = first.get(domain);
    if (other === undefined) {
      first.set(domain, path);
      continue;
    }
    const entry = path[1] === "hostedZones" ? path.slice(0, -1) : path;
    yield {
      code: "cluster/hosted-zone-twice",
      path,
      message: "Another entry is for the same domain.",
      because: [other],
      allowed: "each domain once, in `cluster.hostedZones` and `zones` of external-dns together",
      fix: [remove(entry)],
    };
  }
};

const existingZonesAreDelegated: Rule = function* ({ cluster }) {
  for (const [key, { zoneId, parentZoneId }] of Object.entries(cluster?.hostedZones ?? {})) {
    if (zoneId === undefined || parentZoneId === undefined) continue;
    const path: Path = [...ZONES, key, "parentZoneId"];
    yield {
      code: "cluster/hosted-zone-delegated-twice",
      path,
      message: "`parentZoneId` has no effect on an existing zone.",
      because: [[...ZONES, key, "zoneId"]],
      allowed: "`zoneId` or `parentZoneId`",
      fix: [remove(path)],
    };
  }
};

const certificateNamesAreInTheZone: Rule = function* ({ cluster }) {
  for (const [key, { domain, certificate, alternativeNames }] of Object.entries(cluster?.hostedZones ?? {})) {
    const path: Path = [...ZONES, key, "alternativeNames"];
    if (!certificate && alternativeNames.length > 0) {
      yield {
        code: "cluster/certificate-names-unused",
        path,
        message: "`alternativeNames` has no effect with `certificate: false`.",
        because: [[...ZONES, key, "certificate"]],
        allowed: "no names without a certificate",
        fix: [remove(path)],
      };
    }
    for (const [index, name] of alternativeNames.entries()) {
      if (isWithin(name, domain)) continue;
      yield {
        code: "cluster/certificate-name-outside-zone",
        path: [...path, index],
        message: "The name is not in the domain of the zone, so ACM could not validate it.",
        because: [[...ZONES, key, "domain"]],
        allowed: `names that end with .${domain}`,
        fix: [remove([...path, index])],
      };
    }
  }
};

/** Resolvers ask the zone of the longest domain, to which the parent zone delegates. */
const certificateNamesAreInNoOtherZone: Rule = function* ({ cluster }) {
  const zones = cluster?.hostedZones ?? {};
  for (const [key, { domain, alternativeNames }] of Object.entries(zones)) {
    for (const [index, name] of alternativeNames.entries()) {
      const [other, zone] = zoneOf(name.replace(/^\*\./, ""), zones) ?? [];
      if (other === undefined || zone === undefined || zone.domain.length <= domain.length) continue;
      const path: Path = [...ZONES, key, "alternativeNames", index];
      yield {
        code: "cluster/certificate-name-in-other-zone",
        path,
        message: `The name is in the domain of the entry \`${other}\`, so ACM would not find its validation record here.`,
        because: [[...ZONES, other, "domain"]],
        allowed: `names outside of ${zone.domain}`,
        fix: [remove(path)],
      };
    }
  }
};

const externalDnsHasZones: Rule = function* ({ cluster }) {
  const settings = cluster?.optionalAddons["external-dns"];
  if (cluster === undefined || settings === undefined) return;
  if (Object.keys({ ...cluster.hostedZones, ...settings.zones }).length > 0) return;
  yield {
    code: "cluster/external-dns-without-zones",
    path: EXTERNAL_DNS,
    message: "external-dns has no hosted zone, so it could write no records.",
    allowed: "at least one entry in `cluster.hostedZones`, or in `zones` of external-dns",
    fix: [edit("add the domain to `cluster.hostedZones`, with `zoneId` if its hosted zone exists")],
  };
};

export const hostedZonesRules: readonly Rule[] = [
  domainsAreDistinct,
  existingZonesAreDelegated,
  certificateNamesAreInTheZone,
  certificateNamesAreInNoOtherZone,
  externalDnsHasZones,
];
