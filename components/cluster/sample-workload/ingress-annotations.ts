import { renderJson } from "../../../domain/json";
import type { IngressArgs, SampleWorkloadArgs } from "./sample-workload-args";

const PREFIX = "alb.ingress.kubernetes.io/";

/** The Service of one version, and so its target group. */
export function versionService(app: string, version: string): string {
  return `${app}-${version}`;
}

/**
 * What the AWS Load Balancer Controller is told: everything but the subnets. Pods are targets themselves, and each version
 * is a target group, so the load balancer shares requests out by weight. Were the Service of all versions its one target
 * group, a switch would take all targets away before the first new one is healthy.
 *
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function ingressAnnotations(
  app: string,
  { scheme, inboundCidrs, certificateArn }: IngressArgs,
  versions: SampleWorkloadArgs["versions"],
): Record<string, string> {
  const targetGroups = Object.entries(versions).map(([version, { weight }]) => ({
    serviceName: versionService(app, version),
    servicePort: 80,
    weight,
  }));
  return prefixed({
    scheme,
    "inbound-cidrs": inboundCidrs.join(","),
    "target-type": "ip",
    [`actions.${app}`]: renderJson({ type: "forward", forwardConfig: { targetGroups } }),
    "healthcheck-path": "/health",
    // A pod waits for its first check before an old one goes; every 15 seconds would be the default.
    "healthcheck-interval-seconds": "5",
    "healthcheck-timeout-seconds": "2",
    // As long as a pod has to finish its requests.
    "target-group-attributes": "deregistration_delay.timeout_seconds=30",
    // Security Hub ELB.4
    "load-balancer-attributes": "routing.http.drop_invalid_header_fields.enabled=true",
    ...(certificateArn === undefined ? { "listen-ports": renderJson([{ HTTP: 80 }]) } : tls(certificateArn)),
  });
}

/** The policy that AWS recommends; what the API takes by default still speaks TLS 1.0: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
function tls(certificateArn: string): Record<string, string> {
  return {
    "listen-ports": renderJson([{ HTTP: 80 }, { HTTPS: 443 }]),
    "certificate-arn": certificateArn,
    "ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ssl-redirect": "443",
  };
}

/** Names the subnets, so that none is found by tags: of a shared VPC an account sees the owner's tags nowhere. */
export function subnetAnnotation(subnetIds: readonly string[]): Record<string, string> {
  return prefixed({ subnets: subnetIds.join(",") });
}

function prefixed(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`${PREFIX}${key}`, value]));
}
