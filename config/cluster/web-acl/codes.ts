import type { Codes } from "../../diagnostics/code";

export const webAclCodes = {
  "cluster/web-acl-without-controller": {
    cause:
      "The AWS Load Balancer Controller [attaches the web ACL](https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#wafv2-acl-arn) to the load balancer of an Ingress, and the cluster does not have the controller. The web ACL would cost $6 a month and more, and protect nothing.",
    remedy: "Set `cluster.loadBalancerController`, or remove `cluster.webAcl`.",
  },
  "cluster/web-acl-in-isolated-vpc": {
    cause:
      "`isolatedVpc` turns off all calls of the controller to AWS WAF, so it ignores the annotation that names the web ACL.",
    remedy: "Remove `cluster.webAcl`, or set `isolatedVpc` to false in a VPC with a route to AWS WAF.",
  },
} as const satisfies Codes<"cluster">;
