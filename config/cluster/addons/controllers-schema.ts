import { z } from "zod";
import { EXTERNAL_SECRETS_VERSION, LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { distinct, text } from "../../schema/fields";

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

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const externalSecretsSchema = z
  .strictObject({
    version: chartVersion.default(EXTERNAL_SECRETS_VERSION).meta({
      description:
        "Version of the Helm chart and of the CRDs in it. Default: the version that this release is tested with.",
    }),
    values: chartValues,
    clusterStore: z
      .strictObject({
        name: text(OBJECT_NAME, "1 to 63 lowercase letters, digits and hyphens").default("aws-secrets-manager").meta({
          description:
            "Name of the ClusterSecretStore, which ExternalSecrets name in secretStoreRef. A change replaces the store. Default: aws-secrets-manager.",
        }),
        namespaces: distinct(z.string())
          .min(1)
          .meta({
            description:
              "Keys of cluster.namespaces whose ExternalSecrets may use the store. Whoever may create an ExternalSecret there can read every secret that the operator can read.",
            examples: [["web"]],
          }),
      })
      .exactOptional()
      .meta({
        description:
          "ClusterSecretStore for AWS Secrets Manager in the Region of the stack, with the permissions of the operator, so that namespaces need no store of their own. Free. Default: none. https://external-secrets.io/latest/api/clustersecretstore/",
        examples: [{ namespaces: ["web"] }],
      }),
  })
  .meta({
    description:
      "External Secrets Operator: copies secrets of AWS Secrets Manager whose names begin with `<name>-<environment>/` into Kubernetes secrets; it can read no others. Default: none. https://external-secrets.io/latest/provider/aws-secrets-manager/",
    examples: [{}],
  });
