import type { ServiceMode } from "../account/services";
import type { WorkingHours } from "../cluster/off-hours";
import type { OptionalAddonName } from "../cluster/addons/catalog";
import type { LogGroupKind, LogGroupSettings } from "../monitoring/log-groups";
import type { Slo } from "../monitoring/slo-indicators";
import type { NatMode } from "../network/nat-gateway-zones";

/** The settings of a node group that its price depends on. */
export interface PricedNodeGroup {
  readonly instanceTypes: readonly string[];
  readonly amiType: string;
  readonly capacityType: "ON_DEMAND" | "SPOT";
  readonly desiredSize: number;
  readonly maxSize: number;
  readonly diskSizeGiB: number;
  readonly warmPool?: PricedWarmPool | undefined;
}

interface PricedWarmPool {
  readonly minSize: number;
  readonly maxGroupPreparedCapacity?: number | undefined;
  readonly poolState: string;
}

/** Where logs go: not written, to CloudWatch Logs, or to the log bucket. */
interface LogDestination {
  readonly destination: "none" | "s3" | "cloudwatch";
}

type Encryption = "aws-owned" | "aws-managed" | "customer-managed";

/** Services of the account. Only those that the stack creates are on its bill. */
interface PricedAccountServices {
  readonly cloudTrail: { readonly trail: ServiceMode; readonly logGroupRetentionDays?: number | undefined };
  readonly config: {
    readonly recorder: ServiceMode;
    readonly frequency: "DAILY" | "CONTINUOUS";
    readonly rules: readonly unknown[];
  };
  readonly guardDuty: { readonly detector: ServiceMode; readonly features: readonly string[] };
  readonly securityHub: { readonly standards: readonly string[] };
  readonly inspector: { readonly activation: ServiceMode; readonly scannedTypes: readonly string[] };
}

interface PricedMonitoring {
  readonly alarms?: PricedAlarms | undefined;
  readonly trail?: { readonly alarms: readonly string[] } | undefined;
  readonly slos: Readonly<Record<string, Slo>>;
  readonly canaries: Readonly<Record<string, { readonly everyMinutes: number }>>;
  readonly prometheus?: { readonly collector: boolean } | undefined;
  readonly grafana?: object | undefined;
  readonly dashboards: { readonly signals: boolean; readonly cost: boolean };
  readonly logs: {
    readonly groups: Readonly<Partial<Record<LogGroupKind, LogGroupSettings | undefined>>>;
    readonly metricFilters: Readonly<Record<string, unknown>>;
    readonly archive?: { readonly logGroups: Readonly<Record<string, string>> } | undefined;
  };
}

/** The settings that the price of a stack depends on. A resolved configuration has them all. */
export interface BillInput {
  readonly aws: { readonly region: string };
  readonly account: PricedAccountServices;
  readonly network: {
    readonly nat: NatMode;
    readonly zones: readonly string[];
    /** An existing VPC, whose logs its own account pays for. */
    readonly existing?: object | undefined;
    readonly interfaceEndpoints: { readonly services: readonly string[] };
    readonly transitGateway?: object | undefined;
    readonly dnsFirewall: {
      readonly blockedDomains: readonly string[];
      readonly allowedDomains: readonly string[];
      readonly managedDomainLists: Readonly<Record<string, unknown>>;
    };
    readonly flowLogs: LogDestination;
    readonly queryLog: LogDestination;
  };
  readonly storage: {
    readonly fileSystems: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, unknown>>;
    readonly encryption: Encryption;
    readonly buckets: Readonly<Record<string, { readonly replicate: boolean }>>;
  };
  readonly backup: {
    readonly enabled: boolean;
    readonly secondRegionRetentionDays?: number | undefined;
    readonly encryption: Encryption;
  };
  readonly cluster: {
    readonly version: string;
    readonly controlPlaneTier?: string | undefined;
    readonly secretsEncryption: Encryption;
    readonly nodeGroups: Readonly<Record<string, PricedNodeGroup>>;
    readonly offHours?: (WorkingHours & { readonly paused: boolean }) | undefined;
    readonly karpenter?: { readonly nodePools: Readonly<Record<string, VcpuLimit>> } | undefined;
    readonly autoMode?: VcpuLimit | undefined;
    readonly fargateProfiles: Readonly<Record<string, unknown>>;
    readonly loadBalancerController?: object | undefined;
    readonly keda?: { readonly cloudWatchMetrics: boolean } | undefined;
    readonly optionalAddons: Readonly<Partial<Record<OptionalAddonName, unknown>>>;
    readonly extraAddons: Readonly<Record<string, unknown>>;
    readonly logTypes: readonly string[];
    readonly access: Readonly<Record<string, { readonly principalArn: string }>>;
    /** Those with an ID existed before, and are not on the bill of the stack. */
    readonly hostedZones: Readonly<
      Record<string, { readonly zoneId?: string | undefined; readonly certificate: boolean }>
    >;
    readonly webAcl?: { readonly managedRules: readonly string[] } | undefined;
    readonly sampleWorkload?: { readonly ingress?: { readonly scheme: string } | undefined } | undefined;
  };
  readonly monitoring: PricedMonitoring;
  readonly resilience: { readonly experiments?: object | undefined };
  /** Settings of the extensions that the stack has, by name. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly usage: Usage;
}

interface PricedAlarms {
  readonly auditedAccess: readonly string[];
  readonly loadBalancers: Readonly<Record<string, { readonly targetGroups: Readonly<Record<string, string>> }>>;
  readonly certificates: Readonly<Record<string, string>>;
}

interface VcpuLimit {
  readonly limits: { readonly cpu: number };
}

/** Monthly traffic as the stack file states it: GB, and millions of DNS queries. */
interface Usage {
  readonly internetOutGb: number;
  readonly internetInGb: number;
  readonly transitGatewayGb: number;
  readonly flowLogGb: number;
  readonly queryLogGb: number;
  /** Compressed events of the log archive. */
  readonly logArchiveGb: number;
  readonly dnsQueryMillions: number;
  /** By the last part of the endpoint's service name. */
  readonly awsServiceGb: Readonly<Record<string, number>>;
}
