import { lockedAddonVersion } from "../../../domain/cluster/addons/catalog";
import { AWS_API_CALLERS, type AwsApiCallerKey } from "../../../domain/cluster/aws-api-callers";
import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";
import { runPulumiConfig } from "./pulumi-config";

const ENDPOINTS = "network.interfaceEndpoints";
const endpoints = (settings: object): Edits => ({ [ENDPOINTS]: settings });
const MALAYSIA = { "aws.region": "ap-southeast-5" };

/** The `interfaceEndpoints` that the commands of a fix leave behind. */
function mended(fix: readonly string[], interfaceEndpoints: object): object {
  const before: unknown = { network: { interfaceEndpoints } };
  const after = fix.reduce((values, command) => runPulumiConfig(command, values), before);
  return (after as { network: { interfaceEndpoints: object } }).network.interfaceEndpoints;
}

describe("rules for interface endpoints", () => {
  it.each<[string, Edits]>([
    ["every bundle where AWS has all services", endpoints({ bundles: ["private-eks", "karpenter", "ssm"] })],
    ["Session Manager in a Region launched after 2024", { ...MALAYSIA, ...endpoints({ bundles: ["ssm"] }) }],
    ["a service that nothing is known of", { ...MALAYSIA, ...endpoints({ services: ["kms", "xray"] }) }],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each(["ap-east-2", "ap-southeast-5", "ap-southeast-7", "mx-central-1"])("refuse the EKS API in %s", (region) => {
    const edits = { "aws.region": region, ...endpoints({ services: ["kms", "eks"] }) };
    expect(problemsWith(edits)).toEqual([
      `${ENDPOINTS}.services[1]: AWS has no such interface endpoint in this Region, as of 2026-11-27: eks (managed nodes join without it, and whatever else calls the EKS API needs NAT or a transit gateway).`,
    ]);
  });

  it("refuse the messages of old SSM Agents where AWS has none, and warn of them elsewhere", () => {
    const services = endpoints({ services: ["ec2messages"] });
    expect(problemsWith({ "aws.region": "ap-southeast-6", ...services })).toEqual([
      `${ENDPOINTS}.services[0]: AWS has no such interface endpoint in this Region, as of 2026-11-27: ec2messages (SSM Agent 3.3.40 and later call ssmmessages).`,
    ]);
    expect(problemsWith(services)).toEqual([]);
    expect(warningsWith(services)).toEqual([
      `${ENDPOINTS}.services[0]: Nodes call ssmmessages in place of ec2messages: the endpoint costs $7.30 a month in each zone and carries nothing.`,
    ]);
  });

  it("refuse a Regional endpoint of Route 53 in every Region", () => {
    expect(problemsWith(endpoints({ services: ["route53"] }))).toEqual([
      expect.stringContaining("route53 (its one endpoint, com.amazonaws.route53, is not Regional"),
    ]);
  });

  it("name a bundle's other services one by one where the Region lacks one of them", () => {
    const written = { bundles: ["private-eks", "ssm", "karpenter"], services: ["ec2messages", "kms", "route53"] };
    const { problems } = verdictOn({ ...MALAYSIA, ...endpoints(written) });
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      expect.stringContaining(`${ENDPOINTS}.bundles[0]: AWS has no such interface endpoint in this Region`),
    ]);
    const after = mended(problems[0]?.fix ?? [], written);
    expect(after).toEqual({
      bundles: ["ssm"],
      services: expect.arrayContaining([
        "kms",
        "ec2",
        "ecr.api",
        "ecr.dkr",
        "eks-auth",
        "logs",
        "sqs",
        "sts",
      ]) as unknown,
    });
    expect(problemsWith({ ...MALAYSIA, ...endpoints(after) })).toEqual([]);
  });

  it("warn of no way out where nodes have all endpoints that the Region offers", () => {
    const services = ["ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "sts"];
    const edits = { "network.nat": "none", ...endpoints({ services }) };
    expect(warningsWith({ ...MALAYSIA, ...edits })).toEqual([]);
    expect(warningsWith(edits)).toHaveLength(1);
  });
});

const CALLERS = [...AWS_API_CALLERS];

const SETTINGS: Readonly<Partial<Record<AwsApiCallerKey, Edits>>> = {
  karpenter: {
    "cluster.karpenter": {
      isolatedVpc: true,
      imageRepository: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/karpenter/controller",
      nodePools: { apps: { amiAlias: "al2023@v20261001", limits: { cpu: 10, memory: "40Gi" } } },
    },
    "cluster.nodeGroups": { main: { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 3 } },
  },
  loadBalancerController: { "cluster.loadBalancerController": { isolatedVpc: true } },
  externalSecrets: { "cluster.externalSecrets": {} },
  "aws-efs-csi-driver": { "cluster.optionalAddons": { "aws-efs-csi-driver": {} } },
  "external-dns": { "cluster.optionalAddons": { "external-dns": { zones: { "shop.example.com": "Z1" } } } },
  "amazon-cloudwatch-observability": { "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} } },
};

describe("rules for software that calls AWS APIs", () => {
  const isolated = (key: AwsApiCallerKey, interfaceEndpoints: object): Edits => ({
    "cluster.version": "1.35",
    ...SETTINGS[key],
    "network.nat": "none",
    ...endpoints(interfaceEndpoints),
  });
  const calls = (edits: Edits): string[] => warningsWith(edits).filter((line) => line.includes(" cannot call "));

  it("are tried with versions that are locked", () => {
    expect(lockedAddonVersion("external-dns", "1.35")).toBeDefined();
  });

  it.each(CALLERS)("warn of %s in a VPC that leads nowhere but to private-eks", (key, { name, otherwise }) => {
    expect(SETTINGS[key]).toBeDefined();
    const edits = isolated(key, { bundles: ["private-eks"] });
    expect(problemsWith(edits)).toEqual([]);
    expect(calls(edits)).toEqual([expect.stringMatching(new RegExp(`${name} cannot call .*: ${otherwise}\\.$`))]);
  });

  it.each([...AWS_API_CALLERS.keys()].filter((key) => key !== "external-dns"))("lead %s to its APIs by their fix", (key) => {
    const edits = isolated(key, { bundles: ["private-eks"] });
    const [warning] = verdictOn(edits).warnings.filter(({ message }) => message.includes(" cannot call "));
    const after = mended(warning?.fix ?? [], { bundles: ["private-eks"] });
    expect(calls(isolated(key, after))).toEqual([]);
    expect(problemsWith(isolated(key, after))).toEqual([]);
  });

  it("say in words that no endpoint leads to Route 53", () => {
    const [warning] = verdictOn(isolated("external-dns", { bundles: ["private-eks"] })).warnings.filter(
      ({ path }) => path === "cluster.optionalAddons.external-dns",
    );
    expect(warning?.fix).toEqual([expect.stringContaining("com.amazonaws.route53, is not Regional")]);
  });

  it.each<[string, Edits]>([
    ["NAT", { "network.nat": "single" }],
    ["a transit gateway", { "network.transitGateway": { id: "tgw-0a1b2c3d4e5f60718", destinations: ["0.0.0.0/0"] } }],
  ])("say nothing where %s leads out", (_, way) => {
    expect(calls({ ...isolated("external-dns", {}), ...way })).toEqual([]);
  });

  it("warn that the load balancer controller waits for WAF and Shield, unless it is told not to ask", () => {
    const path = "cluster.loadBalancerController.isolatedVpc";
    const told = isolated("loadBalancerController", {});
    const untold = { ...told, "cluster.loadBalancerController": {} };
    const asked = (edits: Edits): string[] => warningsWith(edits).filter((line) => line.startsWith(path));
    expect(asked(untold)).toEqual([expect.stringContaining("waits for AWS WAF and Shield")]);
    expect(asked(told)).toEqual([]);
    expect(asked({ ...untold, "network.nat": "single" })).toEqual([]);
  });
});
