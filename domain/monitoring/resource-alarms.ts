import { type Alarm, DAY, FIVE_MINUTES, HOUR, MINUTE } from "./alarms";

const NAT_METRICS = "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html";
const BACKUP_METRICS = "https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html";

/** On each NAT gateway, by the first part of their keys. */
export const NAT_ALARMS: Readonly<Record<string, Alarm>> = {
  "nat-ports": {
    namespace: "AWS/NATGateway",
    metricName: "ErrorPortAllocation",
    statistic: "Sum",
    threshold: 1,
    periodSeconds: MINUTE,
    periods: 15,
    periodsToAlarm: 5,
    description:
      "Connections to the internet fail: too many at once have the same destination. An interface endpoint moves traffic to AWS services off the gateway",
    severity: "P1",
    runbook: "nat-gateway",
    source: NAT_METRICS,
  },
  "nat-drops": {
    namespace: "AWS/NATGateway",
    metricName: "PacketsDropCount",
    statistic: "Sum",
    // AWS: more than 0.01 % of all packets may mean a problem of the service.
    math: {
      expression: "IF(m2 + m3 > 0, 100 * m1 / (m2 + m3), 0)",
      metrics: {
        m2: { metricName: "PacketsInFromSource", statistic: "Sum" },
        m3: { metricName: "PacketsInFromDestination", statistic: "Sum" },
      },
    },
    threshold: 0.01,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description: "A NAT gateway drops packets, which AWS has to repair: check the AWS Health Dashboard",
    severity: "P1",
    runbook: "nat-gateway",
    source: NAT_METRICS,
  },
};

/** On jobs of AWS Backup. */
export const BACKUP_ALARM = jobsAlarm(
  "NumberOfBackupJobsFailed",
  "A backup job failed: aws backup list-backup-jobs --by-state FAILED lists the resource and the cause",
);

export const COPY_ALARM = jobsAlarm(
  "NumberOfCopyJobsFailed",
  "A backup was not copied to the second Region: aws backup list-copy-jobs --by-state FAILED lists the backup and the cause",
);

/**
 * A resource type that the Region's settings switch off makes no job, and so no failure. Backups run once a day within nine
 * hours, so 36 hours without one mean that a day was missed.
 */
export const MISSING_BACKUP_ALARM: Alarm = {
  ...jobsAlarm(
    "NumberOfBackupJobsCompleted",
    "No backup was completed for 36 hours: aws backup describe-region-settings shows types that are switched off",
  ),
  isBelow: true,
  countsMissingData: true,
  periodSeconds: 6 * HOUR,
  periods: 6,
};

/**
 * Daily backups are copied once they are complete, which can be nine hours after their start. So 48 hours without a copy mean
 * that a day was missed, and leave a copy a day for its transfer.
 */
export const MISSING_COPY_ALARM: Alarm = {
  ...jobsAlarm(
    "NumberOfCopyJobsCompleted",
    "No backup was copied to the second Region for 48 hours: aws backup list-copy-jobs lists copies that run or failed",
  ),
  isBelow: true,
  countsMissingData: true,
  periodSeconds: 6 * HOUR,
  periods: 8,
};

function jobsAlarm(metricName: string, description: string): Alarm {
  return {
    namespace: "AWS/Backup",
    metricName,
    statistic: "Sum",
    threshold: 1,
    periodSeconds: HOUR,
    periods: 1,
    description,
    severity: "P2",
    runbook: "backups",
    source: BACKUP_METRICS,
  };
}

/**
 * On each file system, as AWS recommends for the performance mode General Purpose. The recommended alarm on burst credits
 * does not apply: no throughput mode of the platform has them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#EFS
 */
export const FILE_SYSTEM_ALARM: Alarm = {
  namespace: "AWS/EFS",
  metricName: "PercentIOLimit",
  statistic: "Average",
  threshold: 100,
  periodSeconds: MINUTE,
  periods: 15,
  description:
    "The file system is at the I/O limit of its performance mode: distribute the load over more file systems",
  severity: "P2",
  runbook: "file-systems",
  source: "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html",
};

const CERTIFICATE: Omit<Alarm, "threshold" | "description" | "severity"> = {
  namespace: "AWS/CertificateManager",
  metricName: "DaysToExpiry",
  statistic: "Minimum",
  isBelow: true,
  periodSeconds: DAY,
  periods: 1,
  runbook: "certificates",
  source: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
};

/** On each certificate, by the last part of their keys. ACM renews 60 days before the expiry, so 30 days mean a failure. */
export const CERTIFICATE_ALARMS: Readonly<Record<string, Alarm>> = {
  expiry: {
    ...CERTIFICATE,
    threshold: 30,
    description: "A certificate expires in less than 30 days, and was not renewed: aws acm describe-certificate",
    severity: "P2",
  },
  "expiry-critical": {
    ...CERTIFICATE,
    threshold: 7,
    description: "A certificate expires in less than 7 days, and was not renewed: aws acm describe-certificate",
    severity: "P1",
  },
};

/**
 * On the use of quotas of the account, for those of the platform that publish their use. It is that of the whole account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html
 */
export const QUOTA_ALARMS: Readonly<Record<string, Alarm>> = {
  "quota-on-demand-vcpus": vcpuAlarm("Standard/OnDemand", "On-Demand"),
  "quota-spot-vcpus": vcpuAlarm("Standard/Spot", "Spot"),
};

function vcpuAlarm(instanceClass: string, title: string): Alarm {
  return {
    namespace: "AWS/Usage",
    metricName: "ResourceCount",
    statistic: "Maximum",
    dimensions: { Service: "EC2", Type: "Resource", Resource: "vCPU", Class: instanceClass },
    math: { expression: "100 * m1 / SERVICE_QUOTA(m1)", metrics: {} },
    threshold: 80,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description: `The account uses 80 % or more of its quota for vCPUs of ${title} instances: aws service-quotas request-service-quota-increase`,
    severity: "P2",
    runbook: "quotas",
    source: "https://docs.aws.amazon.com/ec2/latest/userguide/ec2-instance-quotas.html",
  };
}
