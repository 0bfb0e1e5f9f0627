import { certificateZone, isWithin, zoneOf } from "../../../domain/cluster/hosted-zones";
import { VPC_QUOTA } from "../../../domain/network/quotas";
import { LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { listed } from "../../../domain/listed";
import { parseArn } from "../../../domain/iam/arn";
import { edit, type Finding, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { ReadableParts, Rule } from "../../check/rule";
import { quotaFinding } from "../../check/quota-finding";

type Ingress = NonNullable<NonNullable<NonNullable<ReadableParts["cluster"]>["sampleWorkload"]>["ingress"]>;

const AT: Path = ["cluster", "sampleWorkload", "ingress"];
const SCHEME: Path = [...AT, "scheme"];
const CERTIFICATE: Path = [...AT, "certificateArn"];
const HOST: Path = [...AT, "host"];

/** Makes a rule that applies only to a sample workload with an Ingress. */
function ingressRule(find: (ingress: Ingress, parts: ReadableParts) => Iterable<Finding>): Rule {
  return function* (parts) {
    const ingress = parts.cluster?.sampleWorkload?.ingress;
    if (ingress !== undefined) yield* find(ingress, parts);
  };
}

const ingressHasController = ingressRule(function* (_, { cluster }) {
  if (cluster === undefined) return;
  if (cluster.compute === "auto-mode") {
    yield {
      code: "cluster/ingress-with-auto-mode",
      path: AT,
      message: "The Ingress is written for the AWS Load Balancer Controller, and Auto Mode has another controller.",
      because: [["cluster", "compute"]],
      allowed: "no ingress with cluster.compute auto-mode",
      fix: [remove(AT)],
    };
  } else if (cluster.loadBalancerController === undefined) {
    yield {
      code: "cluster/ingress-without-controller",
      path: AT,
      message: "No controller creates a load balancer for the Ingress: `cluster.loadBalancerController` is not set.",
      allowed: "an ingress together with cluster.loadBalancerController",
      fix: [set(["cluster", "loadBalancerController", "version"], LOAD_BALANCER_CONTROLLER_VERSION)],
    };
  }
});

const ingressHasFamilyOfPods = ingressRule(function* (_, { cluster }) {
  if (cluster?.ipFamily !== "ipv6") return;
  yield {
    code: "cluster/ingress-of-other-ip-family",
    path: AT,
    message: "The Ingress is for IPv4, and pods of this cluster have only IPv6 addresses.",
    because: [["cluster", "ipFamily"]],
    allowed: "no ingress in an IPv6 cluster",
    fix: [remove(AT)],
  };
});

const internetFacingIngressHasPublicSubnets = ingressRule(function* ({ scheme }, { network }) {
  if (scheme !== "internet-facing" || network === undefined) return;
  const { existing, tiers } = network;
  if (existing === undefined ? tiers.includes("public") : existing.subnets.public !== undefined) return;
  const because: Path = existing === undefined ? ["network", "tiers"] : ["network", "existing", "subnets"];
  yield {
    code: "cluster/ingress-without-public-subnets",
    path: SCHEME,
    message: `An internet-facing load balancer needs public subnets, and \`${because.join(".")}\` has none.`,
    because: [because],
    allowed: `internal, or ${because.join(".")} with public`,
    fix: [set(SCHEME, "internal")],
  };
});

/** With a certificate of its own, or that of the hosted zone of its host. */
function hasCertificate({ certificateArn, host }: Ingress, { cluster }: ReadableParts): boolean {
  return certificateArn !== undefined || certificateZone(host, cluster?.hostedZones ?? {}) !== undefined;
}

const internetFacingIngressIsEncrypted = ingressRule(function* (ingress, parts) {
  const { environment } = parts;
  if (ingress.scheme !== "internet-facing" || hasCertificate(ingress, parts)) return;
  if (environment === undefined || environment === "dev" || environment === "ephemeral") return;
  yield {
    code: "cluster/ingress-without-certificate",
    path: CERTIFICATE,
    message: "Without a certificate, an internet-facing load balancer sends traffic over the internet unencrypted.",
    because: [SCHEME, ["environment"]],
    allowed: "a certificate, unless scheme is internal",
    fix: [
      edit(
        "set `host` to a name in a zone of `cluster.hostedZones`, which has a certificate, or set `certificateArn` to the ARN that `aws acm request-certificate --region <region>` prints",
      ),
    ],
  };
});

const certificateIsOfTheStack = ingressRule(function* ({ certificateArn }, { aws }) {
  const { region, accountId } = parseArn(certificateArn ?? "") ?? {};
  if (region === undefined || aws === undefined) return;
  if (region === aws.region) {
    if (accountId === aws.accountId) return;
    yield {
      code: "cluster/ingress-certificate-of-other-account",
      path: CERTIFICATE,
      message: "The certificate is in another account than the load balancer.",
      because: [["aws", "accountId"]],
      allowed: `a certificate of account ${aws.accountId}`,
      fix: [edit(`set the ARN of a certificate that \`aws acm list-certificates --region ${aws.region}\` prints`)],
    };
    return;
  }
  yield {
    code: "cluster/ingress-certificate-of-other-region",
    path: CERTIFICATE,
    message: "The certificate is in another Region than the load balancer.",
    because: [["aws", "region"]],
    allowed: `a certificate in ${aws.region}`,
    fix: [edit(`set the ARN of a certificate that \`aws acm list-certificates --region ${aws.region}\` prints`)],
  };
});

/** The controller creates a security group with a rule for each block and port: HTTP, and HTTPS with a certificate. */
const ingressFitsSecurityGroup = ingressRule(function* (ingress, parts) {
  const { inboundCidrs, certificateArn } = ingress;
  yield* quotaFinding({
    code: "cluster/ingress-security-group-quota",
    quota: VPC_QUOTA.rulesPerSecurityGroup,
    count: inboundCidrs.length * (hasCertificate(ingress, parts) ? 2 : 1),
    path: [...AT, "inboundCidrs"],
    counted: "inbound rules of the load balancer's security group",
    because: certificateArn === undefined ? [] : [CERTIFICATE],
  });
});

/** Only where the stack has hosted zones: without them, the record of the host is created elsewhere. */
const hostIsInAZone = ingressRule(function* ({ host }, { cluster }) {
  if (host === undefined || cluster === undefined) return;
  const domains = Object.values(cluster.hostedZones).map(({ domain }) => domain);
  if (domains.length === 0) return;
  const all = [...domains, ...Object.keys(cluster.optionalAddons["external-dns"]?.zones ?? {})];
  if (all.some((domain) => isWithin(host, domain))) return;
  yield {
    code: "cluster/ingress-host-outside-zones",
    path: HOST,
    message: "The host is in no hosted zone of the stack, so it gets neither a record nor a certificate.",
    because: [["cluster", "hostedZones"]],
    allowed: `a name in one of ${listed(all)}`,
    fix: [edit("set `host` to a name in one of the zones, or add its zone to `cluster.hostedZones`")],
  };
});

const certificateIsForTheHost = ingressRule(function* ({ host, certificateArn }, { cluster }) {
  if (host === undefined || certificateArn !== undefined || cluster === undefined) return;
  const [key, zone] = zoneOf(host, cluster.hostedZones) ?? [];
  if (key === undefined || zone?.certificate !== true) return;
  if (certificateZone(host, cluster.hostedZones) !== undefined) return;
  const path: Path = ["cluster", "hostedZones", key, "alternativeNames"];
  yield {
    code: "cluster/ingress-host-not-in-certificate",
    path: HOST,
    message: "The certificate of the zone has no name that matches the host, so clients would refuse the connection.",
    because: [["cluster", "hostedZones", key, "domain"]],
    allowed: `${zone.domain}, a name with one label before it, or one of \`alternativeNames\``,
    fix: [set([...path, zone.alternativeNames.length], host)],
  };
});

export const sampleIngressRules: readonly Rule[] = [
  ingressHasController,
  ingressHasFamilyOfPods,
  internetFacingIngressHasPublicSubnets,
  internetFacingIngressIsEncrypted,
  certificateIsOfTheStack,
  ingressFitsSecurityGroup,
  hostIsInAZone,
  certificateIsForTheHost,
];
