import { lockedAddonVersion } from "../../../../domain/cluster/addons/catalog";
import { AWS_API_CALLERS, type AwsApiCallerKey } from "../../../../domain/cluster/aws-api-callers";
import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";
import { runOnValues } from "../commands";

const ENDPOINTS = "network.interfaceEndpoints";
const endpoints = (settings: object): Edits => ({ [ENDPOINTS]: settings });
const MALAYSIA = { "aws.region": "ap-southeast-5" };

/** `interfaceEndpoints` after the commands of a fix. */
function afterFix(fix: readonly string[], interfaceEndpoints: object): object {
  const before: unknown = { network: { interfaceEndpoints } };
  const after = fix.reduce((values, command) => runOnValues(command, values), before);
  return (after as { network: { interfaceEndpoints: object } }).network.interfaceEndpoints;
}

describe("rules for interface endpoints", () => {
  it.each<[string, Edits]>([
    ["every bundle in a Region that offers all services", endpoints({ bundles: ["private-eks", "karpenter", "ssm"] })],
    ["the ssm bundle in a Region launched after 2024", { ...MALAYSIA, ...endpoints({ bundles: ["ssm"] }) }],
    ["services whose availability is not known", { ...MALAYSIA, ...endpoints({ services: ["kms", "xray"] }) }],
    ["bundles and single services", endpoints({ bundles: ["ssm"], services: ["kms"] })],
    [
      "readable buckets with an organization",
      { "aws.organizationId": "o-a1b2c3d4e5", "network.readableBuckets": ["quayio-production-s3"] },
    ],
  ])("accept %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "the EKS API in Regions without that endpoint",
      { ...MALAYSIA, ...endpoints({ services: ["kms", "eks"] }) },
      [`${ENDPOINTS}.services[1]: network/endpoint-not-in-region`],
    ],
    [
      "ec2messages in Regions without that endpoint",
      { "aws.region": "ap-southeast-6", ...endpoints({ services: ["ec2messages"] }) },
      [`${ENDPOINTS}.services[0]: network/endpoint-not-in-region`],
    ],
    [
      "route53 in every Region",
      endpoints({ services: ["route53"] }),
      [`${ENDPOINTS}.services[0]: network/endpoint-not-in-region`],
    ],
    [
      "a service that is part of a bundle",
      endpoints({ bundles: ["ssm", "private-eks"], services: ["kms", "sts"] }),
      [`${ENDPOINTS}.services[1]: network/duplicate-endpoint`],
    ],
    [
      "the full name of an endpoint service",
      endpoints({ services: ["com.amazonaws.eu-west-1.logs"] }),
      [`${ENDPOINTS}.services[0]: network/endpoint-full-service-name`],
    ],
    [
      "services with gateway endpoints",
      endpoints({ services: ["s3", "dynamodb"] }),
      [0, 1].map((index) => `${ENDPOINTS}.services[${index}]: network/gateway-endpoint-exists`),
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string[]]>([
    [
      "an endpoint that nodes no longer call",
      endpoints({ services: ["ec2messages"] }),
      [`${ENDPOINTS}.services[0]: network/superseded-endpoint`],
    ],
    [
      "readable buckets without an organization",
      { "network.readableBuckets": ["quayio-production-s3"] },
      ["network.readableBuckets: network/readable-buckets-without-organization"],
    ],
  ])("warn of %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it("propose the last part of a full service name", () => {
    const services = ["com.amazonaws.eu-west-1.logs"];
    expect(verdictOn(endpoints({ services })).problems.map(({ fix }) => fix)).toEqual([
      ["npm run config -- set dev 'network.interfaceEndpoints.services[0]' logs"],
    ]);
  });

  it("replace a bundle by its other services where the Region does not offer one of them", () => {
    const written = { bundles: ["private-eks", "ssm", "karpenter"], services: ["ec2messages", "kms", "route53"] };
    const { problems } = verdictOn({ ...MALAYSIA, ...endpoints(written) });
    expect(problems.map(({ path, code }) => `${path}: ${code}`)).toEqual([
      `${ENDPOINTS}.bundles[0]: network/endpoint-not-in-region`,
    ]);
    const after = afterFix(problems[0]?.fix ?? [], written);
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

  it("do not warn about nodes without NAT that have all endpoints that the Region offers", () => {
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
  keda: { "cluster.keda": { cloudWatchMetrics: true } },
  "aws-efs-csi-driver": { "cluster.optionalAddons": { "aws-efs-csi-driver": {} } },
  "external-dns": { "cluster.optionalAddons": { "external-dns": { zones: { "shop.example.com": "Z1" } } } },
  "amazon-cloudwatch-observability": { "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} } },
};

describe("rules for add-ons that call AWS APIs", () => {
  const isolated = (key: AwsApiCallerKey, interfaceEndpoints: object): Edits => ({
    "cluster.version": "1.35",
    ...SETTINGS[key],
    "network.nat": "none",
    ...endpoints(interfaceEndpoints),
  });
  const missingEndpoints = (edits: Edits): string[] =>
    warningsWith(edits).filter((line) => line.endsWith(": network/addon-without-endpoint"));

  it("are tested with a version of external-dns that is locked", () => {
    expect(lockedAddonVersion("external-dns", "1.35")).toBeDefined();
  });

  it.each(CALLERS)(
    "warn that %s cannot call its APIs through the endpoints of private-eks",
    (key, { name, otherwise }) => {
      expect(SETTINGS[key]).toBeDefined();
      const edits = isolated(key, { bundles: ["private-eks"] });
      expect(problemsWith(edits)).toEqual([]);
      expect(missingEndpoints(edits)).toHaveLength(1);
      expect(verdictOn(edits).warnings.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(new RegExp(`${name} cannot call .*: ${otherwise}\\.$`)),
      );
    },
  );

  it.each([...AWS_API_CALLERS.keys()].filter((key) => key !== "external-dns"))(
    "propose endpoints through which %s can call its APIs",
    (key) => {
      const edits = isolated(key, { bundles: ["private-eks"] });
      const [warning] = verdictOn(edits).warnings.filter(({ code }) => code === "network/addon-without-endpoint");
      const after = afterFix(warning?.fix ?? [], { bundles: ["private-eks"] });
      expect(missingEndpoints(isolated(key, after))).toEqual([]);
      expect(problemsWith(isolated(key, after))).toEqual([]);
    },
  );

  it("say in words that Route 53 has no Regional endpoint", () => {
    const [warning] = verdictOn(isolated("external-dns", { bundles: ["private-eks"] })).warnings.filter(
      ({ path }) => path === "cluster.optionalAddons.external-dns",
    );
    expect(warning?.fix).toEqual([expect.stringContaining("com.amazonaws.route53, is not Regional")]);
  });

  it.each<[string, Edits]>([
    ["NAT", { "network.nat": "single" }],
    ["a transit gateway", { "network.transitGateway": { id: "tgw-0a1b2c3d4e5f60718", destinations: ["0.0.0.0/0"] } }],
  ])("do not warn where %s leads to the internet", (_, route) => {
    expect(missingEndpoints({ ...isolated("external-dns", {}), ...route })).toEqual([]);
  });

  it("warn that the load balancer controller calls WAF and Shield, unless `isolatedVpc` turns that off", () => {
    const path = "cluster.loadBalancerController.isolatedVpc";
    const off = isolated("loadBalancerController", {});
    const on = { ...off, "cluster.loadBalancerController": {} };
    const warnings = (edits: Edits): string[] => warningsWith(edits).filter((line) => line.startsWith(path));
    expect(warnings(on)).toEqual([`${path}: network/load-balancer-controller-needs-waf`]);
    expect(warnings(off)).toEqual([]);
    expect(warnings({ ...on, "network.nat": "single" })).toEqual([]);
  });
});
