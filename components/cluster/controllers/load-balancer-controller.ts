import type * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { Tags } from "../../../domain/tags/tags";
import type { LoadBalancersArgs } from "../cluster-args";
import { createHelmController } from "./helm-controller";
import { type IpFamily, loadBalancerDefaults } from "../control-plane/ip-family";
import { loadBalancerPolicy } from "./load-balancer-policy";
import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";

/** The namespace that the chart expects: https://docs.aws.amazon.com/eks/latest/userguide/lbc-helm.html */
const NAMESPACE = "kube-system";

/** https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const WITHOUT_PROTECTION = { enableShield: false, enableWaf: false, enableWafv2: false };

export interface LoadBalancerControllerArgs extends LoadBalancersArgs {
  readonly region: string;
  readonly ipFamily: IpFamily;
  /** Tags of each load balancer, target group and security group. */
  readonly tags: Tags;
  readonly controlPlane: eks.Cluster;
}

/**
 * AWS Load Balancer Controller: Application Load Balancers for Ingresses, Network Load Balancers for Services.
 *
 * Its mutating webhook intercepts every Service of the cluster and must answer whenever one is created: hence two
 * replicas, and an installation after the add-ons, which have Services. It must be deleted after all Ingresses and
 * Services, or their load balancers remain and keep the VPC from being deleted: whatever creates some must depend on it.
 */
export class LoadBalancerController extends pulumi.ComponentResource {
  constructor(name: string, args: LoadBalancerControllerArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:LoadBalancerController", name, {}, opts);

    this.createController(name, args);
    this.registerOutputs({});
  }

  private createController(
    name: string,
    { version, values, isolatedVpc, region, ipFamily, tags, controlPlane }: LoadBalancerControllerArgs,
  ): void {
    createHelmController(this, name, "release", {
      clusterName: controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: "aws-load-balancer-controller",
      policy: loadBalancerPolicy(),
      chart: {
        releaseName: "aws-load-balancer-controller",
        chart: "aws-load-balancer-controller",
        repository: "https://aws.github.io/eks-charts",
        version,
        timeoutSeconds: 600,
      },
      values: {
        clusterName: controlPlane.name,
        // Both set here because pods cannot ask the instance metadata service: hop limit 1.
        region,
        vpcId: controlPlane.vpcConfig.vpcId,
        defaultTags: tags,
        // AWS WAF Classic, which AWS has shut down; otherwise the controller would call it for each load balancer:
        // https://docs.aws.amazon.com/waf/latest/developerguide/waf-migrating-from-classic.html
        enableWaf: false,
        ...loadBalancerDefaults(ipFamily),
        ...(isolatedVpc ? WITHOUT_PROTECTION : {}),
        replicaCount: 2,
        podDisruptionBudget: { maxUnavailable: 1 },
        // Otherwise every upgrade issues a new certificate, which the API server learns of later than the webhook uses it.
        keepTLSSecret: true,
        tolerations: ON_SYSTEM_NODES,
      },
      overrides: values,
      dependsOn: [],
    });
  }
}
