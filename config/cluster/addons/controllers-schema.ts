import { z } from "zod";
import { EXTERNAL_SECRETS_VERSION, LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { text } from "../../schema/fields";

const chartVersion = text(/^\d+\.\d+\.\d+$/, "a release of the chart such as 3.5.0");

export const loadBalancerControllerSchema = z
  .strictObject({
    version: chartVersion.default(LOAD_BALANCER_CONTROLLER_VERSION).meta({
      description:
        "Release of the chart. Default: the one that this version was made with. Helm never changes a chart's CRDs: apply those of the new release first. https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/upgrade/migrate_v1_v2/",
    }),
    isolatedVpc: z.boolean().default(false).meta({
      description:
        "Whether the controller asks neither AWS WAF nor Shield, which a VPC without NAT does not reach. Then annotations of Ingresses that name a web ACL or Shield have no effect. Default false. https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
    }),
  })
  .meta({
    description:
      "AWS Load Balancer Controller: Application Load Balancers for Ingresses, Network Load Balancers for Services, with the platform's tags. A load balancer is $16 a month and more. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/aws-load-balancer-controller.html",
    examples: [{}],
  });

export const externalSecretsSchema = z
  .strictObject({
    version: chartVersion.default(EXTERNAL_SECRETS_VERSION).meta({
      description: "Release of the chart, and of the CRDs in it. Default: the one that this version was made with.",
    }),
  })
  .meta({
    description:
      "External Secrets Operator: Kubernetes secrets out of AWS Secrets Manager, whose names begin with `<name>-<environment>/`; it can read no others. Default: none. https://external-secrets.io/latest/provider/aws-secrets-manager/",
    examples: [{}],
  });
