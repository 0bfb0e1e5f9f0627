import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";
import { runPulumiConfig } from "./pulumi-config";

const AT = "network.dnsFirewall";
const BASICS = ["*.amazonaws.com", "*.api.aws", "*.internal"];

const firewall = (settings: object): Edits => ({ [AT]: settings });
const closedBut = (allowedDomains: readonly string[]): Edits => firewall({ blockedDomains: ["*"], allowedDomains });

/** The firewall as the commands of the problems leave it, or those of the warnings. */
function mended(edits: Edits, of: "problems" | "warnings" = "problems"): object {
  const commands = verdictOn(edits)
    [of].flatMap(({ fix }) => fix)
    .filter((command) => command.includes(AT));
  const before: unknown = { network: { dnsFirewall: edits[AT] } };
  const after = commands.reduce((values, command) => runPulumiConfig(command, values), before);
  return (after as { network: { dnsFirewall: object } }).network.dnsFirewall;
}

describe("the rule for names that the cluster needs", () => {
  it.each<[string, Edits]>([
    ["a firewall that blocks other names", firewall({ blockedDomains: ["*.example.com"] })],
    ["one that lets through what is needed", closedBut(BASICS)],
    [
      "one that lets through no more than what is needed",
      closedBut([
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
      "one that blocks a neighbour of what is needed",
      firewall({ blockedDomains: ["evil.s3.eu-west-1.amazonaws.com"] }),
    ],
  ])("allows %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it("refuses a firewall that blocks EKS Auth, without which no node becomes Ready", () => {
    expect(problemsWith(closedBut(["*.amazonaws.com", "*.internal"]))).toEqual([
      `${AT}.allowedDomains: The DNS firewall blocks names that the cluster needs: eks-auth.eu-west-1.api.aws (EKS Auth, without which no pod has AWS credentials and no node becomes Ready).`,
    ]);
  });

  it("refuses nothing of a firewall that only alerts", () => {
    expect(problemsWith(firewall({ action: "alert", blockedDomains: ["*"] }))).toEqual([]);
  });

  it.each<[string, string, Edits]>([
    ["images of the load balancer controller", "*.cloudfront.net", { "cluster.loadBalancerController": {} }],
    ["images of External Secrets", "ghcr.io", { "cluster.externalSecrets": {} }],
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
  ])("refuses a firewall that blocks %s", (_, pattern, settings) => {
    const edits = { ...closedBut(BASICS.filter((basic) => basic !== "*.api.aws")), ...settings };
    const { problems } = verdictOn(edits);
    expect(problems.map(({ path }) => path)).toEqual([`${AT}.allowedDomains`]);
    expect(problems[0]?.allowed).toContain(pattern);
  });

  it.each<[string, Edits, object]>([
    [
      "adds what is missing",
      closedBut(["a.example"]),
      { blockedDomains: ["*"], allowedDomains: ["a.example", ...BASICS] },
    ],
    [
      "removes a narrow entry that blocks what is needed",
      firewall({ blockedDomains: ["a.example", "*.amazonaws.com", "*.aws"] }),
      { blockedDomains: ["a.example"] },
    ],
  ])("%s by its fix", (_, edits, expected) => {
    const after = mended(edits);
    expect(after).toEqual(expected);
    expect(problemsWith(firewall(after))).toEqual([]);
  });

  it("warns of registries that workloads may use and nodes cannot find", () => {
    const edits = {
      ...closedBut(BASICS),
      "cluster.namespaces": { apps: {} },
      "cluster.admission": { registries: ["quay.io/acme", "ghcr.io/acme"] },
    };
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([
      expect.stringContaining("cluster.admission.registries[0]: The DNS firewall blocks it"),
      expect.stringContaining("cluster.admission.registries[1]: The DNS firewall blocks it"),
    ]);
    // Both append to one list, so the commands of the second follow when the first is gone.
    const once = { ...edits, ...firewall(mended(edits, "warnings")) };
    expect(warningsWith(once)).toHaveLength(1);
    expect(warningsWith({ ...once, ...firewall(mended(once, "warnings")) })).toEqual([]);
  });
});
