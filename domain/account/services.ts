/**
 * What the stack does with a service that an account has once. `create`: the stack creates it, and deletes it when it is
 * destroyed. `existing`: the account has it, and the stack changes nothing in it. `off`: the stack does not use it.
 */
export const SERVICE_MODES = ["create", "existing", "off"] as const;
export type ServiceMode = (typeof SERVICE_MODES)[number];

/**
 * Protection plans of GuardDuty. The platform has neither databases nor functions, but an account can.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
 */
export const DETECTOR_FEATURES = [
  "EKS_AUDIT_LOGS",
  "S3_DATA_EVENTS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
] as const;
export type DetectorFeature = (typeof DETECTOR_FEATURES)[number];

/** Standards of Security Hub, as the last part of their ARNs: https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
export const SECURITY_STANDARDS = [
  "aws-foundational-security-best-practices/v/1.0.0",
  "aws-resource-tagging-standard/v/1.0.0",
  "cis-aws-foundations-benchmark/v/1.4.0",
  "cis-aws-foundations-benchmark/v/3.0.0",
  "cis-aws-foundations-benchmark/v/5.0.0",
  "nist-800-53/v/5.0.0",
  "nist-800-171/v/2.0.0",
  "pci-dss/v/3.2.1",
  "pci-dss/v/4.0.1",
] as const;
export type SecurityStandard = (typeof SECURITY_STANDARDS)[number];

/** Managed rules of AWS Config, with their identifiers: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
export const CONFIG_RULES = {
  "required-tags": "REQUIRED_TAGS",
  "encrypted-volumes": "ENCRYPTED_VOLUMES",
  "eks-secrets-encrypted": "EKS_SECRETS_ENCRYPTED",
  "efs-encrypted-check": "EFS_ENCRYPTED_CHECK",
  "rds-storage-encrypted": "RDS_STORAGE_ENCRYPTED",
  "s3-bucket-server-side-encryption-enabled": "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
} as const;
export type ConfigRule = keyof typeof CONFIG_RULES;
export const CONFIG_RULE_NAMES = Object.keys(CONFIG_RULES) as readonly ConfigRule[];

/** Types of resources that Amazon Inspector scans: https://docs.aws.amazon.com/inspector/v2/APIReference/API_Enable.html */
export const SCANNED_TYPES = ["EC2", "ECR", "LAMBDA"] as const;
export type ScannedType = (typeof SCANNED_TYPES)[number];

/** The role with which AWS Config records. An account has it once, for all Regions. */
export const CONFIG_SERVICE = "config.amazonaws.com";
export const CONFIG_ROLE_NAME = "AWSServiceRoleForConfig";

/** The settings of a stack for the services of its account. */
export interface AccountServices {
  readonly cloudTrail: { readonly trail: ServiceMode };
  readonly config: { readonly recorder: ServiceMode; readonly serviceLinkedRole: Exclude<ServiceMode, "off"> };
  readonly guardDuty: { readonly detector: ServiceMode };
  readonly securityHub: { readonly hub: ServiceMode };
  readonly inspector: { readonly activation: ServiceMode };
}

/** A service that an account has once. */
export interface AccountService {
  /** Key of its mode below `account`. */
  readonly key: readonly [string, string];
  readonly name: string;
  /** Whether the account has it once for all Regions, or once in each Region. */
  readonly scope: "account" | "region";
}

const SERVICES: readonly (AccountService & { readonly mode: (settings: AccountServices) => ServiceMode })[] = [
  { key: ["cloudTrail", "trail"], name: "trail", scope: "account", mode: ({ cloudTrail }) => cloudTrail.trail },
  {
    key: ["config", "recorder"],
    name: "configuration recorder",
    scope: "region",
    mode: ({ config }) => config.recorder,
  },
  {
    key: ["config", "serviceLinkedRole"],
    name: `role ${CONFIG_ROLE_NAME}`,
    scope: "account",
    mode: ({ config }) => (config.recorder === "create" ? config.serviceLinkedRole : "off"),
  },
  { key: ["guardDuty", "detector"], name: "detector", scope: "region", mode: ({ guardDuty }) => guardDuty.detector },
  { key: ["securityHub", "hub"], name: "hub", scope: "region", mode: ({ securityHub }) => securityHub.hub },
  {
    key: ["inspector", "activation"],
    name: "activation of Amazon Inspector",
    scope: "region",
    mode: ({ inspector }) => inspector.activation,
  },
];

/** The services that the stack creates. */
export function createdServices(settings: AccountServices): readonly AccountService[] {
  return SERVICES.filter(({ mode }) => mode(settings) === "create");
}

/** Services that deliver to the log bucket of the stack. */
export function accountLogDelivery({ cloudTrail, config }: AccountServices): readonly ("cloudtrail" | "config")[] {
  return [
    ...(cloudTrail.trail === "create" ? (["cloudtrail"] as const) : []),
    ...(config.recorder === "create" ? (["config"] as const) : []),
  ];
}
