import type { Codes } from "../../diagnostics/code";

const ALB = "https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html";

/** Findings about the sample workload and its Ingress. */
export const sampleWorkloadCodes = {
  "cluster/sample-unknown-namespace": {
    cause:
      "`cluster.sampleWorkload.namespace` is not a key of `cluster.namespaces`, so the namespace and its security baseline would not exist.",
    remedy: "Use a key of `cluster.namespaces`, or add the namespace there.",
  },
  "cluster/sample-image-not-admitted": {
    cause:
      "The image is in a registry that `cluster.admission` does not allow, so the API server would refuse the Deployment.",
    remedy: "Add the registry to `cluster.admission.registries`, or use an image of the account's private registry.",
  },
  "cluster/sample-weights": {
    cause:
      "The weights of the versions divide all requests between one or two versions; a Service selects one version or both.",
    remedy: "Set one or two versions whose weights add up to 100.",
  },
  "cluster/sample-weight-below-one-pod": {
    cause:
      "The number of pods divides requests between versions, and the weight of the version is less than one of `minReplicas` pods.",
    remedy: "Raise `minReplicas`, or the weight of the version.",
  },
  "cluster/sample-replicas-reversed": {
    cause: "`minReplicas` is greater than `maxReplicas`. The API server refuses such a HorizontalPodAutoscaler.",
    remedy: "Lower `minReplicas`, or raise `maxReplicas`.",
  },
  "cluster/sample-above-namespace-quota": {
    cause:
      "The pods of the sample workload request more than the [quota](https://kubernetes.io/docs/concepts/policy/resource-quotas/) of its namespace allows. The API server refuses pods above it.",
    remedy: "Raise `quota` of the namespace, or lower the number of replicas.",
  },
  "cluster/ingress-with-auto-mode": {
    cause:
      "The Ingress is written for the AWS Load Balancer Controller. Load balancers of Auto Mode [take class, certificate and tags in another form](https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html), so it would have no effect.",
    remedy: "Remove `cluster.sampleWorkload.ingress`.",
  },
  "cluster/ingress-without-controller": {
    cause: `The AWS Load Balancer Controller [creates load balancers for Ingresses](${ALB}), and the cluster does not have it.`,
    remedy: "Set `cluster.loadBalancerController`.",
  },
  "cluster/ingress-of-other-ip-family": {
    cause: "Pods of an IPv6 cluster have only IPv6 addresses, and the Ingress and its `inboundCidrs` are for IPv4.",
    remedy: "Remove `cluster.sampleWorkload.ingress`.",
  },
  "cluster/ingress-without-public-subnets": {
    cause: `An internet-facing load balancer [needs public subnets](${ALB}), and the network has none.`,
    remedy: "Set `scheme` to internal, or add `public` to `network.tiers`.",
  },
  "cluster/ingress-without-certificate": {
    cause:
      "Outside of dev, an internet-facing load balancer without a certificate would send traffic over the internet without encryption.",
    remedy:
      "Set `host` to a name in a zone of `cluster.hostedZones`, or `certificateArn` to a certificate of ACM, or `scheme` to internal.",
  },
  "cluster/ingress-certificate-of-other-account": {
    cause:
      "The certificate is in another account. A load balancer [uses certificates of its own account and Region](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html).",
    remedy: "Request the certificate in the account of the stack, and set its ARN.",
  },
  "cluster/ingress-certificate-of-other-region": {
    cause:
      "The certificate is in another Region. A load balancer [uses certificates of its own Region](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html).",
    remedy: "Request the certificate in the Region of the stack, and set its ARN.",
  },
  "cluster/ingress-security-group-quota": {
    cause:
      "The controller creates a security group with a rule for each block and port, which would have more rules than the [quota](https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups) allows.",
    remedy: "Request a higher quota, or set fewer and larger blocks in `inboundCidrs`.",
  },
} as const satisfies Codes<"cluster">;
