import { type Edits, problemsWith } from "./fixtures";

const AT = "cluster.sampleWorkload.ingress";
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const TO_THE_WORLD = { scheme: "internet-facing", inboundCidrs: ["0.0.0.0/0"] };

/** A sample with an ingress and its controller. */
const ingress = (settings: object, edits: Edits = {}): Edits => ({
  "cluster.namespaces": { web: {} },
  "cluster.loadBalancerController": {},
  "cluster.sampleWorkload": {
    namespace: "web",
    versions: { blue: { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev/web:1" } },
    ingress: { inboundCidrs: ["10.0.0.0/8"], ...settings },
  },
  ...edits,
});

const SUBNETS = { a: "subnet-00000001", b: "subnet-00000002" };
const existing = (subnets: object): Edits => ({
  "network.cidr": undefined,
  "network.existing": { vpcId: "vpc-0a1b2c3d", cidr: "10.20.0.0/16", subnets },
});

describe("rules on the sample's ingress", () => {
  it.each<[string, Edits, string]>([
    ["one that the network reaches", ingress({}), "prod"],
    ["one on the internet, encrypted", ingress({ ...TO_THE_WORLD, certificateArn: CERTIFICATE }), "prod"],
    ["a plain one on the internet in dev", ingress(TO_THE_WORLD), "dev"],
    [
      "one on the internet in public subnets that are there already",
      ingress(TO_THE_WORLD, existing({ private: SUBNETS, "control-plane": SUBNETS, public: SUBNETS })),
      "dev",
    ],
  ])("allow %s", (_, edits, stack) => {
    expect(problemsWith(edits, { stack })).toEqual([]);
  });

  it.each<[string, Edits, string, string[]]>([
    [
      "one that nobody makes a load balancer for",
      ingress({}, { "cluster.loadBalancerController": undefined }),
      "dev",
      [`${AT}: Nobody makes a load balancer for it.`],
    ],
    [
      "one beside Auto Mode",
      ingress(
        {},
        { "cluster.compute": "auto-mode", "cluster.nodeGroups": {}, "cluster.loadBalancerController": undefined },
      ),
      "dev",
      [`${AT}: Made for the AWS Load Balancer Controller, whose place Auto Mode takes with a class of its own.`],
    ],
    [
      "one in an IPv6 cluster",
      ingress({}, { "cluster.ipFamily": "ipv6", "network.ipv6": true }),
      "dev",
      [`${AT}: Lets IPv4 blocks in, to pods which have IPv6 addresses alone here.`],
    ],
    [
      "one on the internet without public subnets",
      ingress(TO_THE_WORLD, { "network.tiers": ["private", "control-plane"], "network.nat": "none" }),
      "dev",
      [`${AT}.scheme: What faces the internet stands in public subnets, and there are none.`],
    ],
    [
      "one on the internet without public subnets in a VPC that is there already",
      ingress(TO_THE_WORLD, existing({ private: SUBNETS, "control-plane": SUBNETS })),
      "dev",
      [`${AT}.scheme: What faces the internet stands in public subnets, and there are none.`],
    ],
    [
      "a plain one on the internet in staging",
      ingress(TO_THE_WORLD),
      "staging",
      [`${AT}.certificateArn: Whatever it sends over the internet could be read on the way.`],
    ],
    [
      "a certificate of another Region",
      ingress({ certificateArn: CERTIFICATE.replace("eu-west-1", "us-east-1") }),
      "dev",
      [`${AT}.certificateArn: A certificate of another Region.`],
    ],
    [
      "one that says not whom it lets in",
      ingress({ inboundCidrs: undefined }),
      "dev",
      [expect.stringContaining(`${AT}.inboundCidrs: `)],
    ],
    [
      "one that lets nobody in",
      ingress({ inboundCidrs: [] }),
      "dev",
      [expect.stringContaining(`${AT}.inboundCidrs: `)],
    ],
  ])("refuse %s", (_, edits, stack, problems) => {
    expect(problemsWith(edits, { stack })).toEqual(problems);
  });
});
