import { z } from "zod";
import { EXTERNAL_SECRETS_VERSION, LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { KEDA_VERSION } from "../../../domain/cluster/keda-versions";
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

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-names.html */
const QUEUE_NAME = /^(?=.{1,80}$)[A-Za-z0-9_*-]+(\.fifo)?$/;

/** Names of 80 characters for which the inline policy of the role, of at most 10,240 characters, has room. */
const MOST_QUEUES = 50;

export const kedaSchema = z
  .strictObject({
    version: chartVersion.default(KEDA_VERSION).meta({
      description:
        "Version of the Helm chart and of the CRDs in it. Default: the version that this release is tested with. Previews warn of a version that is not tested with cluster.version. https://keda.sh/docs/latest/operate/cluster/",
    }),
    values: chartValues,
    queues: distinct(
      text(
        QUEUE_NAME,
        "the name of a queue, 1 to 80 letters, digits, hyphens and underscores, with * for any characters",
      ),
    )
      .min(1)
      .max(MOST_QUEUES)
      .exactOptional()
      .meta({
        description:
          "Names of the SQS queues, in the account and Region of the stack, whose number of messages KEDA can read; * stands for any characters. At most 50. KEDA cannot receive messages. Default: queues whose names begin with `<name>-<environment>-`. https://keda.sh/docs/latest/scalers/aws-sqs/",
        examples: [["orders", "invoices-*"]],
      }),
    cloudWatchMetrics: z.boolean().default(false).meta({
      description:
        "Whether KEDA can read every CloudWatch metric of the account in the Region, for triggers of type aws-cloudwatch: IAM cannot restrict GetMetricData to single metrics. $0.01 per 1,000 metrics read, so $0.88 a month for a trigger that reads one metric every 30 seconds. Default false. https://keda.sh/docs/latest/scalers/aws-cloudwatch/",
    }),
  })
  .meta({
    description:
      "KEDA: scales Deployments, StatefulSets and Jobs by the length of queues and other events, also to zero, in a namespace of its own. Its pods request 0.6 vCPU and 600 MiB; each trigger that reads an SQS queue every 30 seconds costs $0.04 a month for requests. Only one metrics adapter of a cluster can serve external.metrics.k8s.io: remove others first. Removing the key deletes the CRDs with all ScaledObjects: delete those first, because their finalizers need the operator. Default: none. Guide: docs/cluster.md. https://keda.sh/docs/latest/concepts/",
    examples: [{}],
  });
