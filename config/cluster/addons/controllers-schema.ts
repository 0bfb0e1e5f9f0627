import { z } from "zod";
import { EXTERNAL_SECRETS_VERSION, LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { text } from "../../schema/fields";

const chartVersion = text(/^\d+\.\d+\.\d+$/, "a Helm chart version such as 3.5.0");

/** Helm values of a chart that the platform installs. */
export const chartValues = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({
    description:
      "Helm values, merged over those of the platform: maps by key, lists as a whole. They are shown in previews, so they must not contain secrets. Default: none. https://helm.sh/docs/chart_template_guide/values_files/",
    examples: [{ replicaCount: 3 }],
  });

export const loadBalancerControllerSchema = z
  .strictObject({
    version: chartVersion.default(LOAD_BALANCER_CONTROLLER_VERSION).meta({
      description:
        "Helm chart version. Default: the version that this release is tested with. Helm never updates the CRDs of a chart: apply those of the new version first. https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/upgrade/migrate_v1_v2/",
    }),
    values: chartValues,
    isolatedVpc: z.boolean().default(false).meta({
      description:
        "Whether the controller calls neither AWS WAF nor AWS Shield, whose APIs a VPC without NAT does not reach. Annotations of Ingresses that name a web ACL or Shield then have no effect. Default false. https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
    }),
  })
  .meta({
    description:
      "AWS Load Balancer Controller: Application Load Balancers for Ingresses and Network Load Balancers for Services, with the platform's tags. A load balancer costs $16 a month or more. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/aws-load-balancer-controller.html",
    examples: [{}],
  });

export const externalSecretsSchema = z
  .strictObject({
    version: chartVersion.default(EXTERNAL_SECRETS_VERSION).meta({
      description:
        "Version of the Helm chart and of the CRDs in it. Default: the version that this release is tested with.",
    }),
    values: chartValues,
  })
  .meta({
    description:
      "External Secrets Operator: copies secrets of AWS Secrets Manager whose names begin with `<name>-<environment>/` into Kubernetes secrets; it can read no others. Default: none. https://external-secrets.io/latest/provider/aws-secrets-manager/",
    examples: [{}],
  });
