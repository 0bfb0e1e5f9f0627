import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";
import { isEditCommand, runOnValues } from "../commands";

const AT = "network.dnsFirewall";
const LISTS = { AWSManagedDomainsAggregateThreatList: "rslvr-fdl-0123456789abcdef" };
const BASICS = ["*.amazonaws.com", "*.api.aws", "*.internal"];

const firewall = (settings: object): Edits => ({ [AT]: settings });
const onlyAllow = (allowedDomains: readonly string[]): Edits => firewall({ blockedDomains: ["*"], allowedDomains });

/** `dnsFirewall` after the commands that the problems, or the warnings, propose. */
function afterFix(edits: Edits, of: "problems" | "warnings" = "problems"): object {
  const commands = verdictOn(edits)
    [of].flatMap(({ fix }) => fix)
    .filter((line) => isEditCommand(line) && line.includes(AT));
  const before: unknown = { network: { dnsFirewall: edits[AT] } };
  const after = commands.reduce((values, command) => runOnValues(command, values), before);
  return (after as { network: { dnsFirewall: object } }).network.dnsFirewall;
}

describe("rules for the DNS Firewall", () => {
  it.each<[string, Edits]>([
    ["a firewall that blocks other domains", firewall({ blockedDomains: ["*.example.com"] })],
    ["a firewall that allows what the cluster needs", onlyAllow(BASICS)],
    [
      "a firewall that allows exactly what the cluster needs",
      onlyAllow([
        "ec2.eu-west-1.amazonaws.com",
        "api.ecr.eu-west-1.amazonaws.com",
        "*.dkr.ecr.eu-west-1.amazonaws.com",
        "*.s3.eu-west-1.amazonaws.com",
        "*.eu-west-1.eks.amazonaws.com",
        "eks-auth.eu-west-1.api.aws",
        "*.eu-west-1.compute.internal",
      ]),
    ],
    [
      "a firewall that blocks a bucket beside a domain that the cluster needs",
      firewall({ blockedDomains: ["evil.s3.eu-west-1.amazonaws.com"] }),
    ],
    ["exceptions from managed domain lists", firewall({ managedDomainLists: LISTS, allowedDomains: ["a.example"] })],
    [
      "a domain whose subdomains are blocked",
      firewall({ blockedDomains: ["*.a.example"], allowedDomains: ["a.example"] }),
    ],
    [
      "alerts with a query log",
      { ...firewall({ action: "alert", blockedDomains: ["*"] }), "network.queryLog": { destination: "s3" } },
    ],
  ])("accept %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it("refuse a firewall that blocks EKS Auth, without which no node becomes Ready", () => {
    const { problems } = verdictOn(onlyAllow(["*.amazonaws.com", "*.internal"]));
    expect(problems).toMatchObject([
      {
        code: "network/dns-firewall-blocks-cluster",
        path: `${AT}.allowedDomains`,
        message: expect.stringContaining("eks-auth.eu-west-1.api.aws (") as unknown,
      },
    ]);
  });

  it("accept a firewall that only alerts, with any domain", () => {
    expect(problemsWith(firewall({ action: "alert", blockedDomains: ["*"] }))).toEqual([]);
  });

  it("refuse a domain that is both blocked and allowed", () => {
    const lists = { blockedDomains: ["b.example", "a.example"], allowedDomains: ["a.example"] };
    expect(problemsWith(firewall(lists))).toEqual([`${AT}.blockedDomains[1]: network/domain-blocked-and-allowed`]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "allowed domains where no domain is blocked",
      firewall({ allowedDomains: ["a.example"] }),
      [`${AT}.allowedDomains: network/allowed-domains-unused`],
    ],
    [
      "alerts without a query log",
      firewall({ action: "alert", managedDomainLists: LISTS }),
      [`${AT}.action: network/dns-alert-without-query-log`],
    ],
  ])("warn of %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it.each<[string, string, Edits]>([
    ["images of the load balancer controller", "*.cloudfront.net", { "cluster.loadBalancerController": {} }],
    ["images of External Secrets", "ghcr.io", { "cluster.externalSecrets": {} }],
    ["images of KEDA", "ghcr.io", { "cluster.keda": {} }],
    [
      "images of the sample workload",
      "public.ecr.aws",
      {
        "cluster.namespaces": { sample: {} },
        "cluster.admission": { registries: ["public.ecr.aws/nginx"] },
        "cluster.sampleWorkload": { namespace: "sample" },
      },
    ],
    ["the API endpoint of an IPv6 cluster", "*.api.aws", { "cluster.ipFamily": "ipv6", "network.ipv6": true }],
  ])("refuse a firewall that blocks %s", (_, pattern, settings) => {
    const edits = { ...onlyAllow(BASICS.filter((basic) => basic !== "*.api.aws")), ...settings };
    const { problems } = verdictOn(edits);
    expect(problems.map(({ path }) => path)).toEqual([`${AT}.allowedDomains`]);
    expect(problems[0]?.allowed).toContain(pattern);
  });

  it.each<[string, Edits, object]>([
    [
      "add missing domains",
      onlyAllow(["a.example"]),
      { blockedDomains: ["*"], allowedDomains: ["a.example", ...BASICS] },
    ],
    [
      "remove an entry that blocks a domain of the cluster",
      firewall({ blockedDomains: ["a.example", "*.amazonaws.com", "*.aws"] }),
      { blockedDomains: ["a.example"] },
    ],
  ])("%s by a fix", (_, edits, expected) => {
    const after = afterFix(edits);
    expect(after).toEqual(expected);
    expect(problemsWith(firewall(after))).toEqual([]);
  });

  it("warn of registries that workloads may use and whose domains do not resolve", () => {
    const edits = {
      ...onlyAllow(BASICS),
      "cluster.namespaces": { apps: {} },
      "cluster.admission": { registries: ["quay.io/acme", "ghcr.io/acme"] },
    };
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([
      "cluster.admission.registries[0]: network/dns-firewall-blocks-registry",
      "cluster.admission.registries[1]: network/dns-firewall-blocks-registry",
    ]);
    // Both fixes append to one list, so a second check proposes the commands of the second registry.
    const once = { ...edits, ...firewall(afterFix(edits, "warnings")) };
    expect(warningsWith(once)).toHaveLength(1);
    expect(warningsWith({ ...once, ...firewall(afterFix(once, "warnings")) })).toEqual([]);
  });
});
