import type * as eks from "@pulumi/aws/eks";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../../../domain/tags/tags";
import type { LoadBalancersArgs } from "../cluster-args";
import { createControllerIdentity } from "./controller-identity";
import { type IpFamily, loadBalancerDefaults } from "../control-plane/ip-family";
import { loadBalancerPolicy } from "./load-balancer-policy";
import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";

/** Where its chart belongs: https://docs.aws.amazon.com/eks/latest/userguide/lbc-helm.html */
const NAMESPACE = "kube-system";
const SERVICE_ACCOUNT = "aws-load-balancer-controller";

/** https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const WITHOUT_PROTECTION = { enableShield: false, enableWaf: false, enableWafv2: false };

export interface LoadBalancerControllerArgs extends LoadBalancersArgs {
  readonly region: string;
  readonly ipFamily: IpFamily;
  /** For each load balancer, target group and security group. */
  readonly tags: Tags;
  readonly controlPlane: eks.Cluster;
}

/**
 * AWS Load Balancer Controller: Application Load Balancers for Ingresses, Network Load Balancers for Services.
 *
 * Its webhook looks at every Service of the cluster and has to be up whenever one is made: hence two replicas, and after
 * the add-ons, which bring Services of their own. It has to outlive all Ingresses and Services, or their load balancers
 * stay behind and hold the VPC: whatever brings some must depend on it.
 */
export class LoadBalancerController extends pulumi.ComponentResource {
  constructor(name: string, args: LoadBalancerControllerArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:LoadBalancerController", name, {}, opts);

    const identity = createControllerIdentity(this, name, {
      clusterName: args.controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      policy: loadBalancerPolicy(),
    });
    this.createRelease(name, args, identity);

    this.registerOutputs({});
  }

  private createRelease(
    name: string,
    { version, isolatedVpc, region, ipFamily, tags, controlPlane }: LoadBalancerControllerArgs,
    identity: pulumi.Resource,
  ): void {
    new Release(
      `${name}-release`,
      {
        name: "aws-load-balancer-controller",
        chart: "aws-load-balancer-controller",
        repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
        version,
        namespace: NAMESPACE,
        atomic: true,
        timeout: 600,
        values: {
          clusterName: controlPlane.name,
          // Both said here because pods cannot ask the instance metadata service: hop limit 1.
          region,
          vpcId: controlPlane.vpcConfig.vpcId,
          serviceAccount: { name: SERVICE_ACCOUNT },
          defaultTags: tags,
          // AWS WAF Classic, which the controller would ask about each load balancer; AWS has shut it down:
          // https://docs.aws.amazon.com/waf/latest/developerguide/waf-migrating-from-classic.html
          enableWaf: false,
          ...loadBalancerDefaults(ipFamily),
          ...(isolatedVpc ? WITHOUT_PROTECTION : {}),
          replicaCount: 2,
          podDisruptionBudget: { maxUnavailable: 1 },
          // Else every upgrade has a new certificate, which the API server knows a moment later than the webhook.
          keepTLSSecret: true,
          tolerations: ON_SYSTEM_NODES,
        },
      },
      { parent: this, dependsOn: [identity] },
    );
  }
}
