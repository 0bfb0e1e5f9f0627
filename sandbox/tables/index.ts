import { account } from "./account";
import { accountServices } from "./account-services";
import { acm } from "./acm";
import { amp } from "./amp";
import { autoscaling } from "./autoscaling";
import { backup } from "./backup";
import { budgets } from "./budgets";
import { cloudwatch } from "./cloudwatch";
import { codebuild } from "./codebuild";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { efs } from "./efs";
import { eks } from "./eks";
import { events } from "./events";
import { firehose } from "./firehose";
import { fis } from "./fis";
import { grafana } from "./grafana";
import { helm } from "./helm";
import { logsInsights } from "./logs-insights";
import { monitoring } from "./monitoring";
import { iam } from "./iam";
import { karpenter } from "./karpenter";
import { kms } from "./kms";
import { kubernetes, kubernetesKind } from "./kubernetes";
import { resourceGroups } from "./resourcegroups";
import { route53 } from "./route53";
import { route53Resolver } from "./route53-resolver";
import { s3 } from "./s3";
import { scheduler } from "./scheduler";
import { secretsManager } from "./secretsmanager";
import { sqs } from "./sqs";
import { synthetics } from "./synthetics";
import type { ResourceTable, ServiceTable } from "./table";
import { wafv2 } from "./wafv2";

const tables: ServiceTable = {
  ...account,
  ...accountServices,
  ...acm,
  ...amp,
  ...autoscaling,
  ...backup,
  ...budgets,
  ...cloudwatch,
  ...codebuild,
  ...ec2,
  ...ecr,
  ...efs,
  ...eks,
  ...events,
  ...firehose,
  ...fis,
  ...grafana,
  ...helm,
  ...logsInsights,
  ...monitoring,
  ...iam,
  ...karpenter,
  ...kms,
  ...kubernetes,
  ...resourceGroups,
  ...route53,
  ...route53Resolver,
  ...s3,
  ...scheduler,
  ...secretsManager,
  ...sqs,
  ...synthetics,
  ...wafv2,
};

/** The table of a type. Kubernetes kinds without a table use the one for all kinds. */
export function tableFor(type: string): ResourceTable | undefined {
  return tables[type] ?? (type.startsWith("kubernetes:") ? kubernetesKind : undefined);
}

/** Whether a table describes the type. Rehearsals list other types as unproven. */
export function isDescribed(type: string): boolean {
  return tableFor(type) !== undefined;
}
