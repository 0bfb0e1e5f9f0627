import type { AccountArgs } from "../../../components/account";

/** The settings of a stack that uses no service of its account: the defaults of `groundwork:account`. */
export const NO_SERVICES = {
  baseline: false,
  accessAnalyzer: "create",
  registry: { scanning: "basic", replicatedPrefixes: [], pullThroughCaches: {} },
  cloudTrail: { trail: "off" },
  config: {
    recorder: "off",
    serviceLinkedRole: "create",
    frequency: "DAILY",
    resourceTypes: [],
    globalResourceTypes: true,
    rules: [],
  },
  guardDuty: { detector: "off", features: ["EKS_AUDIT_LOGS", "S3_DATA_EVENTS"], manageEksAgent: false },
  securityHub: { hub: "off", standards: [] },
  inspector: { activation: "off", scannedTypes: ["EC2", "ECR"] },
  computeOptimizer: false,
  costOptimizationHub: false,
} as const satisfies Partial<AccountArgs>;

/** An account whose stack uses none of its services. */
export const ACCOUNT: AccountArgs = {
  platformName: "groundwork-test",
  accountId: "111122223333",
  region: "eu-west-1",
  logBucketName: "groundwork-test-logs",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
  tags: { Project: "groundwork" },
  tagKeys: ["Project", "Owner", "CostCenter", "Department", "Environment", "ManagedBy"],
  ...NO_SERVICES,
};
