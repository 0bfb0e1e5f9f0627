import { VPC_QUOTA } from "../../../domain/network/quotas";
import { LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { ReadableParts, Rule } from "../../check/rule";
import { quotaFinding } from "../../check/quota-finding";

type Ingress = NonNullable<NonNullable<NonNullable<ReadableParts["cluster"]>["sampleWorkload"]>["ingress"]>;

const AT: Path = ["cluster", "sampleWorkload", "ingress"];
const SCHEME: Path = [...AT, "scheme"];
const CERTIFICATE: Path = [...AT, "certificateArn"];

/** Makes a rule of what is to be said about the sample's ingress. */
function ofIngress(find: (ingress: Ingress, parts: ReadableParts) => Iterable<Finding>): Rule {
  return function* (parts) {
    const ingress = parts.cluster?.sampleWorkload?.ingress;
    if (ingress !== undefined) yield* find(ingress, parts);
  };
}

/** Load balancers of Auto Mode get class, certificate and tags another way: https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html */
const ingressHasItsController = ofIngress(function* (_, { cluster }) {
  if (cluster === undefined) return;
  if (cluster.compute === "auto-mode") {
    yield {
      path: AT,
      message: "Made for the AWS Load Balancer Controller, whose place Auto Mode takes with a class of its own.",
      because: [["cluster", "compute"]],
      allowed: "absent with compute auto-mode",
      fix: [remove(AT)],
    };
  } else if (cluster.loadBalancerController === undefined) {
    yield {
      path: AT,
      message: "Nobody makes a load balancer for it.",
      allowed: "an ingress beside cluster.loadBalancerController",
      fix: [set(["cluster", "loadBalancerController", "version"], LOAD_BALANCER_CONTROLLER_VERSION)],
    };
  }
});

/** Subnets of a VPC that is there already have IPv6 blocks that are written nowhere. */
const ingressReachesItsPods = ofIngress(function* (_, { cluster }) {
  if (cluster?.ipFamily !== "ipv6") return;
  yield {
    path: AT,
    message: "Lets IPv4 blocks in, to pods which have IPv6 addresses alone here.",
    because: [["cluster", "ipFamily"]],
    allowed: "absent in an IPv6 cluster",
    fix: [remove(AT)],
  };
});

const internetIngressHasPublicSubnets = ofIngress(function* ({ scheme }, { network }) {
  if (scheme !== "internet-facing" || network === undefined) return;
  const { existing, tiers } = network;
  if (existing === undefined ? tiers.includes("public") : existing.subnets.public !== undefined) return;
  const because: Path = existing === undefined ? ["network", "tiers"] : ["network", "existing", "subnets"];
  yield {
    path: SCHEME,
    message: "What faces the internet stands in public subnets, and there are none.",
    because: [because],
    allowed: `internal, or ${because.join(".")} with public`,
    fix: [set(SCHEME, "internal")],
  };
});

const internetIngressIsEncrypted = ofIngress(function* ({ scheme, certificateArn }, { environment }) {
  if (scheme !== "internet-facing" || certificateArn !== undefined) return;
  if (environment === undefined || environment === "dev") return;
  yield {
    path: CERTIFICATE,
    message: "Whatever it sends over the internet could be read on the way.",
    because: [SCHEME, ["environment"]],
    allowed: "a certificate, unless scheme is internal",
    fix: [edit("aws acm request-certificate --validation-method DNS --domain-name ..., and set its ARN")],
  };
});

/** A load balancer takes certificates of its own Region only. */
const certificateIsNear = ofIngress(function* ({ certificateArn }, { aws }) {
  const [, , , region] = certificateArn?.split(":") ?? [];
  if (region === undefined || aws === undefined || region === aws.region) return;
  yield {
    path: CERTIFICATE,
    message: "A certificate of another Region.",
    because: [["aws", "region"]],
    allowed: `one of ${aws.region}`,
    fix: [edit(`aws acm list-certificates --region ${aws.region}, and set the ARN of one`)],
  };
});

/** The controller makes one security group with a rule for each block and port: HTTP, and HTTPS with a certificate. */
const ingressFitsItsSecurityGroup = ofIngress(function* ({ inboundCidrs, certificateArn }) {
  yield* quotaFinding({
    quota: VPC_QUOTA.rulesPerSecurityGroup,
    count: inboundCidrs.length * (certificateArn === undefined ? 1 : 2),
    path: [...AT, "inboundCidrs"],
    counted: "inbound rules of the load balancer's security group",
    because: certificateArn === undefined ? [] : [CERTIFICATE],
  });
});

export const sampleIngressRules: readonly Rule[] = [
  ingressHasItsController,
  ingressReachesItsPods,
  internetIngressHasPublicSubnets,
  internetIngressIsEncrypted,
  certificateIsNear,
  ingressFitsItsSecurityGroup,
];
