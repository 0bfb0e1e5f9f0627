import { z } from "zod";

import { GRAFANA_DATA_SOURCES, GRAFANA_SIGN_IN } from "../../domain/monitoring/grafana";
import { METRIC_RETENTION_DAYS, SCRAPE_SECONDS } from "../../domain/monitoring/prometheus";
import { distinct, logRetentionDays, text } from "../schema/fields";

const prometheusSchema = z
  .strictObject({
    collector: z.boolean().default(true).meta({
      description:
        "Whether a collector of AWS scrapes the cluster from network interfaces in its private subnets, without an agent in it. False: agents of your own write to the workspace. $0.04 an hour, $29.20 a month, and a price per sample. It takes about 20 minutes to create. Default: true. https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-collector-how-to.html",
    }),
    intervalSeconds: z
      .int()
      .min(SCRAPE_SECONDS.least)
      .max(SCRAPE_SECONDS.most)
      .default(SCRAPE_SECONDS.default)
      .meta({
        description:
          "Seconds between scrapes, 30 to 3600. Half the interval doubles the price of the samples. No effect with scrapeConfiguration. Default: 60.",
        examples: [30],
      }),
    scrapeConfiguration: z
      .string()
      .min(1)
      .max(300_000)
      .exactOptional()
      .meta({
        description:
          "Configuration of the collector as YAML of Prometheus, instead of the one of the platform. Default: pods with the annotation prometheus.io/scrape, containers of all nodes, and the API server. https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-collector-how-to.html#AMP-collector-configuration",
        examples: ["scrape_configs:\n  - job_name: pods\n    kubernetes_sd_configs: [{ role: pod }]\n"],
      }),
    retentionDays: z
      .int()
      .min(METRIC_RETENTION_DAYS.least)
      .max(METRIC_RETENTION_DAYS.most)
      .exactOptional()
      .meta({
        description:
          "Days for which metrics are kept, 1 to 1095, $0.03 per GB and month. Without the key, the workspace keeps its last value. Default: 150. https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-workspace-configuration.html",
        examples: [365],
      }),
    logRetentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days for which the log group /aws/vendedlogs/prometheus/<name>-<environment> keeps errors of rules and alerts of the workspace. $0.50 per GB. Default: no log. https://docs.aws.amazon.com/prometheus/latest/userguide/CW-logs.html",
      examples: [30],
    }),
    kmsKeyArn: text(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, "the ARN of a KMS key")
      .exactOptional()
      .meta({
        description:
          "Existing KMS key in the Region of the stack that encrypts the metrics. Its policy must allow the deploy role kms:CreateGrant, kms:Decrypt and kms:GenerateDataKey. AWS documents that collectors of AWS cannot write to such a workspace: set collector to false. A change replaces the workspace and deletes its metrics. Default: a key of AWS, free. https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html",
        examples: ["arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-1111-2222-333344445555"],
      }),
  })
  .exactOptional()
  .meta({
    description:
      "Workspace of Amazon Managed Service for Prometheus, with a collector of the metrics of the cluster. Stack output prometheusEndpoint. $29.20 a month for the collector, $0.90 per 10 million samples, and storage. Removing the key deletes the metrics. Default: none. https://aws.amazon.com/prometheus/pricing/",
    examples: [{ retentionDays: 365 }],
  });

const grafanaSchema = z
  .strictObject({
    signIn: distinct(z.enum(GRAFANA_SIGN_IN))
      .min(1)
      .default(["SAML"])
      .meta({
        description:
          "How users sign in. SAML: an identity provider, which is configured in the console afterwards. AWS_SSO: IAM Identity Center of the organization; an administrator must run the update that creates the workspace, because the permissions boundary of the bootstrap denies calls of IAM Identity Center. A change replaces the workspace and deletes its dashboards. Default: SAML. https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG.html",
        examples: [["AWS_SSO"]],
      }),
    dataSources: distinct(z.enum(GRAFANA_DATA_SOURCES))
      .min(1)
      .default(["CLOUDWATCH"])
      .meta({
        description:
          "What the role of the workspace may read. CLOUDWATCH: metrics and alarms of the account, no logs. PROMETHEUS: the workspace of monitoring.prometheus. Default: CLOUDWATCH. https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-permissions.html",
        examples: [["CLOUDWATCH", "PROMETHEUS"]],
      }),
    network: z
      .strictObject({
        prefixListIds: distinct(text(/^pl-[0-9a-f]+$/, "the ID of a prefix list"))
          .max(5)
          .default([])
          .meta({ description: "Prefix lists of addresses that may open the workspace, up to 5. Default: none." }),
        vpcEndpointIds: distinct(text(/^vpce-[0-9a-f]+$/, "the ID of a VPC endpoint"))
          .max(5)
          .default([])
          .meta({ description: "VPC endpoints through which the workspace may be opened, up to 5. Default: none." }),
      })
      .exactOptional()
      .meta({
        description:
          "Who may open the workspace before the sign-in. Both lists empty: nobody. Default: the whole internet. https://docs.aws.amazon.com/grafana/latest/userguide/AMG-configure-nac.html",
        examples: [{ prefixListIds: ["pl-0123456789abcdef0"] }],
      }),
  })
  .exactOptional()
  .meta({
    description:
      "Workspace of Amazon Managed Grafana with a role that reads the data sources. Stack output grafanaEndpoint. $9 a month for each active editor or administrator, at least one, and $5 for each active viewer. Ten Regions have the service. Removing the key deletes the dashboards. Default: none. https://aws.amazon.com/grafana/pricing/",
    examples: [{ dataSources: ["CLOUDWATCH", "PROMETHEUS"] }],
  });

/** Keys of `monitoring` for metrics of Prometheus, and dashboards of Grafana. */
export const metricsShape = { prometheus: prometheusSchema, grafana: grafanaSchema };
