import { renderJson } from "../../../domain/json";
import type { IngressArgs, SampleWorkloadArgs } from "./sample-workload-args";

type AnnotatedIngress = Pick<IngressArgs, "scheme" | "inboundCidrs"> & {
  readonly certificateArn?: string | undefined;
};

const PREFIX = "alb.ingress.kubernetes.io/";

/** Name of the Service of one version, from which the controller creates a target group. */
export function versionService(app: string, version: string): string {
  return `${app}-${version}`;
}

/**
 * Annotations for the AWS Load Balancer Controller, except subnets. Targets are pods, and each version has a target group,
 * so the load balancer divides requests by weight. With one target group for all versions, a blue-green switch would
 * remove all targets before the first new one is healthy.
 *
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function ingressAnnotations(
  app: string,
  { scheme, inboundCidrs, certificateArn }: AnnotatedIngress,
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
    // A rollout waits for the first health check of each new pod. Default: every 15 seconds.
    "healthcheck-interval-seconds": "5",
    "healthcheck-timeout-seconds": "2",
    // The time that a pod has to finish its requests.
    "target-group-attributes": "deregistration_delay.timeout_seconds=30",
    // Security Hub ELB.4
    "load-balancer-attributes": "routing.http.drop_invalid_header_fields.enabled=true",
    ...(certificateArn === undefined ? { "listen-ports": renderJson([{ HTTP: 80 }]) } : tls(certificateArn)),
  });
}

/** The policy that AWS recommends; the default of the API still allows TLS 1.0: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
function tls(certificateArn: string): Record<string, string> {
  return {
    "listen-ports": renderJson([{ HTTP: 80 }, { HTTPS: 443 }]),
    "certificate-arn": certificateArn,
    "ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ssl-redirect": "443",
  };
}

/** Subnet IDs, so that the controller does not search by tags, which the owner of a shared VPC does not share. */
export function subnetAnnotation(subnetIds: readonly string[]): Record<string, string> {
  return prefixed({ subnets: subnetIds.join(",") });
}

/** AWS WAF checks the requests of the load balancer. */
export function webAclAnnotation(arn: string): Record<string, string> {
  return prefixed({ "wafv2-acl-arn": arn });
}

function prefixed(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`${PREFIX}${key}`, value]));
}
