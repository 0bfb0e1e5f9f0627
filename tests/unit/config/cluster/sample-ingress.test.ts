import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { times } from "../many";

const AT = "cluster.sampleWorkload.ingress";
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const INTERNET_FACING = { scheme: "internet-facing", inboundCidrs: ["0.0.0.0/0"] };

/** A sample workload with an Ingress, and the controller. */
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

describe("the Ingress of the sample workload", () => {
  it.each<[string, Edits, string]>([
    ["internal", ingress({}), "prod"],
    ["internet-facing with a certificate", ingress({ ...INTERNET_FACING, certificateArn: CERTIFICATE }), "prod"],
    ["internet-facing without a certificate in dev", ingress(INTERNET_FACING), "dev"],
    [
      "internet-facing in public subnets of an existing VPC",
      ingress(INTERNET_FACING, existing({ private: SUBNETS, "control-plane": SUBNETS, public: SUBNETS })),
      "dev",
    ],
  ])("can be %s", (_, edits, stack) => {
    expect(problemsWith(edits, { stack })).toEqual([]);
  });

  it.each<[string, Edits, string, string[]]>([
    [
      "without a load balancer controller",
      ingress({}, { "cluster.loadBalancerController": undefined }),
      "dev",
      [`${AT}: cluster/ingress-without-controller`],
    ],
    [
      "with Auto Mode",
      ingress(
        {},
        { "cluster.compute": "auto-mode", "cluster.nodeGroups": {}, "cluster.loadBalancerController": undefined },
      ),
      "dev",
      [`${AT}: cluster/ingress-with-auto-mode`],
    ],
    [
      "in an IPv6 cluster",
      ingress({}, { "cluster.ipFamily": "ipv6", "network.ipv6": true }),
      "dev",
      [`${AT}: cluster/ingress-of-other-ip-family`],
    ],
    [
      "if it is internet-facing without public subnets",
      ingress(INTERNET_FACING, { "network.tiers": ["private", "control-plane"], "network.nat": "none" }),
      "dev",
      [`${AT}.scheme: cluster/ingress-without-public-subnets`],
    ],
    [
      "if it is internet-facing without public subnets in an existing VPC",
      ingress(INTERNET_FACING, existing({ private: SUBNETS, "control-plane": SUBNETS })),
      "dev",
      [`${AT}.scheme: cluster/ingress-without-public-subnets`],
    ],
    [
      "if it is internet-facing without a certificate in staging",
      ingress(INTERNET_FACING),
      "staging",
      [`${AT}.certificateArn: cluster/ingress-without-certificate`],
    ],
    [
      "with a certificate of another Region",
      ingress({ certificateArn: CERTIFICATE.replace("eu-west-1", "us-east-1") }),
      "dev",
      [`${AT}.certificateArn: cluster/ingress-certificate-of-other-region`],
    ],
    [
      "with a certificate of another account",
      ingress({ certificateArn: CERTIFICATE.replace("111122223333", "444455556666") }),
      "dev",
      [`${AT}.certificateArn: cluster/ingress-certificate-of-other-account`],
    ],
    ["without inboundCidrs", ingress({ inboundCidrs: undefined }), "dev", [`${AT}.inboundCidrs: schema/missing-key`]],
    [
      "with an empty list of inboundCidrs",
      ingress({ inboundCidrs: [] }),
      "dev",
      [`${AT}.inboundCidrs: schema/wrong-number-of-entries`],
    ],
  ])("is refused %s", (_, edits, stack, problems) => {
    expect(problemsWith(edits, { stack })).toEqual(problems);
  });

  it("has a warning with more blocks than a security group has rules by default", () => {
    const edits = ingress({ inboundCidrs: times(61, (index) => `10.0.${index}.0/24`) });
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([`${AT}.inboundCidrs: cluster/ingress-security-group-quota`]);
  });
});
