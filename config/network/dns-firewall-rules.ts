import { AWS_API_CALLERS } from "../../domain/cluster/aws-api-callers";
import { coversDomain } from "../../domain/network/domain-patterns";
import {
  patternFor,
  registryDomains,
  type RequiredDomain,
  requiredDomains,
} from "../../domain/network/required-domains";
import { edit, type FixStep, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { CHART_REGISTRIES } from "../cluster/addons/addons-rules";
import { isCalled, placeOf } from "./endpoints-rules";
import type { ReadableParts, Rule } from "../check/rule";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type Firewall = NonNullable<ReadableParts["network"]>["dnsFirewall"];

const AT: Path = ["network", "dnsFirewall"];
const ALLOWED: Path = [...AT, "allowedDomains"];
const BLOCKED: Path = [...AT, "blockedDomains"];

/**
 * If a domain of the first finding does not resolve, no node becomes Ready, or a Helm release waits for its images until
 * the update times out. Workloads cannot use a registry whose domain does not resolve.
 */
const requiredDomainsResolve: Rule = function* ({ network, aws, cluster }) {
  if (network === undefined || aws === undefined || cluster === undefined) return;
  // The stack creates no firewall in a VPC that exists.
  if (network.existing !== undefined || network.dnsFirewall.action !== "block") return;
  const lists = new Lists(network.dnsFirewall);
  const registries = platformRegistries(cluster);
  const required = requiredDomains({
    region: aws.region,
    ipFamily: cluster.ipFamily,
    services: servicesOf(cluster),
    registries,
  });
  const blocked = lists.blockedOf(required);
  if (blocked.length > 0) {
    yield {
      code: "network/dns-firewall-blocks-cluster",
      path: ALLOWED,
      message: `The DNS Firewall blocks domains that the cluster needs: ${inWords(blocked)}.`,
      because: [BLOCKED],
      allowed: `a list that contains ${patternsFor(blocked).join(", ")}`,
      fix: lists.allow(blocked),
    };
  }
  for (const [index, registry] of cluster.admission.registries.entries()) {
    const unresolved = lists.blockedOf(registryDomains(hostOf(registry)));
    if (unresolved.length === 0) continue;
    yield {
      code: "network/dns-firewall-blocks-registry",
      path: ["cluster", "admission", "registries", index],
      message: `The DNS Firewall blocks the registry, so nodes cannot pull its images: ${inWords(unresolved)}.`,
      because: [BLOCKED, ALLOWED],
      allowed: `${patternsFor(unresolved).join(", ")} in network.dnsFirewall.allowedDomains`,
      fix: lists.allow(unresolved),
      warning: true,
    };
  }
};

/** The two lists with the fixes so far applied, so that no fix repeats another or uses an index twice. */
class Lists {
  readonly #blocked: string[];
  readonly #allowed: string[];

  constructor({ blockedDomains, allowedDomains }: Firewall) {
    this.#blocked = [...blockedDomains];
    this.#allowed = [...allowedDomains];
  }

  blockedOf(domains: readonly RequiredDomain[]): RequiredDomain[] {
    return domains.filter(
      ({ name }) =>
        this.#blocked.some((pattern) => coversDomain(pattern, name)) &&
        !this.#allowed.some((pattern) => coversDomain(pattern, name)),
    );
  }

  /** Removes entries that block the domains; for `*`, which blocks everything, adds exceptions instead. */
  allow(domains: readonly RequiredDomain[]): FixStep[] {
    const steps: FixStep[] = [];
    // In reverse order, so that no removal changes the index of another.
    for (const [index, pattern] of [...this.#blocked.entries()].reverse()) {
      if (pattern === "*" || !domains.some(({ name }) => coversDomain(pattern, name))) continue;
      steps.push(remove([...BLOCKED, index]));
      this.#blocked.splice(index, 1);
    }
    if (!this.#blocked.includes("*")) return steps;
    for (const pattern of patternsFor(domains)) {
      steps.push(set([...ALLOWED, this.#allowed.length], pattern));
      this.#allowed.push(pattern);
    }
    return steps;
  }
}

function servicesOf(cluster: Cluster): readonly string[] {
  return [...AWS_API_CALLERS].flatMap(([key, { services }]) =>
    placeOf(key, cluster) === undefined ? [] : services.filter((service) => isCalled(key, service, cluster)),
  );
}

/** Hosts of the registries from which nodes pull what the stack file turns on. */
function platformRegistries(cluster: Cluster): string[] {
  const { karpenter, diagnostics, sampleWorkload } = cluster;
  const images = [
    ...CHART_REGISTRIES.filter(({ key }) => cluster[key] !== undefined).map(({ registry }) => registry),
    ...(karpenter === undefined ? [] : [karpenter.imageRepository]),
    ...(diagnostics === undefined ? [] : [diagnostics.imageRegistry]),
    ...Object.values(sampleWorkload?.versions ?? {}).map(({ image }) => image),
  ];
  return [...new Set(images.map(hostOf))];
}

/** `public.ecr.aws` of `public.ecr.aws/nginx:1`; a port is not part of the domain. */
function hostOf(image: string): string {
  return image.replace(/[/:].*$/, "");
}

function patternsFor(domains: readonly RequiredDomain[]): string[] {
  return [...new Set(domains.map(({ name }) => patternFor(name)))];
}

function inWords(domains: readonly RequiredDomain[]): string {
  return domains.map(({ name, purpose }) => `${name} (${purpose})`).join("; ");
}

const allowedDomainsAreExceptions: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { allowedDomains, blockedDomains, managedDomainLists } = network.dnsFirewall;
  const path: Path = ["network", "dnsFirewall", "allowedDomains"];
  if (allowedDomains.length > 0 && blockedDomains.length === 0 && Object.keys(managedDomainLists).length === 0) {
    yield {
      code: "network/allowed-domains-unused",
      path,
      message: "`allowedDomains` has no effect: it lists exceptions, and the DNS Firewall blocks no domains.",
      because: [["network", "dnsFirewall", "blockedDomains"]],
      allowed: "entries in blockedDomains or managedDomainLists, or no allowedDomains",
      fix: [remove(path)],
      warning: true,
    };
  }
  for (const [index, domain] of blockedDomains.entries()) {
    const twin = allowedDomains.indexOf(domain);
    if (twin === -1) continue;
    const blocked: Path = ["network", "dnsFirewall", "blockedDomains", index];
    yield {
      code: "network/domain-blocked-and-allowed",
      path: blocked,
      message: "The domain is also in `allowedDomains`, which is evaluated first, so it is never blocked.",
      because: [[...path, twin]],
      allowed: "each domain in one of the two lists",
      fix: [remove(blocked)],
    };
  }
};

const alertsAreLogged: Rule = function* ({ network }) {
  if (network?.queryLog.destination !== "none") return;
  const { action, blockedDomains, managedDomainLists } = network.dnsFirewall;
  if (action === "block" || blockedDomains.length + Object.keys(managedDomainLists).length === 0) return;
  yield {
    code: "network/dns-alert-without-query-log",
    path: ["network", "dnsFirewall", "action"],
    message: "Without `network.queryLog`, alerts are only counted by a CloudWatch metric, without the domains.",
    because: [["network", "queryLog", "destination"]],
    allowed: "block, or alert with a query log",
    fix: [edit("set `network.queryLog.destination` to cloudwatch or s3")],
    warning: true,
  };
};

export const dnsFirewallRules: readonly Rule[] = [requiredDomainsResolve, allowedDomainsAreExceptions, alertsAreLogged];
