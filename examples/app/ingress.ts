import * as networking from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi/errors";

export interface IngressArgs {
  readonly host: string;
  readonly certificateArn: string;
  /** Subnets of the load balancer. */
  readonly loadBalancerCidrs: readonly string[];
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: Record<string, string> };
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly serviceName: pulumi.Output<string>;
  /** Port of the pods. */
  readonly port: number;
}

const SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * Load balancers take certificates of their own Region and account only. Without this check, the update would succeed, and the
 * Ingress would get no load balancer.
 *
 * @throws RunError that names both places; Pulumi prints it without a stack trace
 */
export function requireCertificate(
  arn: string,
  place: { readonly region: string; readonly accountId: string },
): string {
  const prefix = `arn:aws:acm:${place.region}:${place.accountId}:certificate/`;
  if (arn.startsWith(prefix)) return arn;
  throw new RunError(
    `\`certificateArn\` is ${arn}. The load balancer of the platform needs a certificate of Region ${place.region} and account ${place.accountId}.\n` +
      `Set an ARN that begins with ${prefix}: \`aws acm list-certificates --region ${place.region}\` lists the certificates.`,
  );
}

/** A load balancer for the host name, and a network policy that opens the pods for it. */
export function createIngress(name: string, args: IngressArgs, opts: pulumi.CustomResourceOptions): void {
  const { metadata, selector, host, certificateArn, serviceName, loadBalancerCidrs, port } = args;
  new networking.NetworkPolicy(
    name,
    {
      metadata,
      spec: {
        podSelector: selector,
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: loadBalancerCidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ protocol: "TCP", port }],
          },
        ],
        egress: [
          // Credentials of Pod Identity come from an agent on the node.
          { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
          // S3 and other APIs of AWS.
          { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 443 }] },
        ],
      },
    },
    opts,
  );
  const backend = { service: { name: serviceName, port: { name: "http" } } };
  new networking.Ingress(
    name,
    {
      metadata: {
        ...metadata,
        annotations: {
          "alb.ingress.kubernetes.io/scheme": "internet-facing",
          "alb.ingress.kubernetes.io/target-type": "ip",
          "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
          "alb.ingress.kubernetes.io/certificate-arn": certificateArn,
          "alb.ingress.kubernetes.io/ssl-policy": SSL_POLICY,
          "alb.ingress.kubernetes.io/ssl-redirect": "443",
        },
      },
      spec: {
        ingressClassName: "alb",
        rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
      },
    },
    opts,
  );
}
