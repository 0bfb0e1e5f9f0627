import * as computeoptimizer from "@pulumi/aws/computeoptimizer";
import * as costoptimizationhub from "@pulumi/aws/costoptimizationhub";
import * as inspector2 from "@pulumi/aws/inspector2";
import * as securityhub from "@pulumi/aws/securityhub";
import * as pulumi from "@pulumi/pulumi";
import {
  createdServices,
  type ScannedType,
  type SecurityStandard,
  type ServiceMode,
} from "../../domain/account/services";
import { type CloudTrailArgs, createTrail } from "./cloud-trail";
import { type ConfigRecorderArgs, type ConfigRulesArgs, createConfigRules, createRecorder } from "./config-recorder";
import { createDetector, type GuardDutyArgs } from "./guard-duty";

type Common =
  "platformName" | "accountId" | "region" | "logBucketName" | "keyDeletionWindowDays" | "deletionProtection";

export interface AccountServicesArgs extends Pick<CloudTrailArgs, Common>, Pick<ConfigRulesArgs, "tagKeys"> {
  readonly cloudTrail: Omit<CloudTrailArgs, Common> & { readonly trail: ServiceMode };
  /** Rules are also created for a recorder that exists. */
  readonly config: Omit<ConfigRecorderArgs, Common> &
    Pick<ConfigRulesArgs, "rules"> & { readonly recorder: ServiceMode };
  readonly guardDuty: GuardDutyArgs & { readonly detector: ServiceMode };
  /** Standards are also checked with a hub that exists. */
  readonly securityHub: { readonly hub: ServiceMode; readonly standards: readonly SecurityStandard[] };
  readonly inspector: { readonly activation: ServiceMode; readonly scannedTypes: readonly ScannedType[] };
  readonly computeOptimizer: boolean;
  readonly costOptimizationHub: boolean;
}

/** Whether the stack uses a service of the account. */
export function usesServices(args: AccountServicesArgs): boolean {
  return (
    createdServices(args).length > 0 ||
    args.config.rules.length > 0 ||
    args.securityHub.standards.length > 0 ||
    args.computeOptimizer ||
    args.costOptimizationHub
  );
}

/**
 * Services that record, detect and advise, of which an account has one each, or one in each Region. AWS refuses most of them
 * if the account has them already, so the stack creates only those with the mode `create`, and deletes them when it is
 * destroyed. Enrollments for cost recommendations are retained.
 *
 * Does not manage services of the organization: its administrator account enables them for all accounts.
 */
export class AccountServices extends pulumi.ComponentResource {
  /** Log group of the trail. Undefined without a trail of the stack, or without a log group. */
  public readonly trailLogGroupName: pulumi.Output<string> | undefined;

  constructor(name: string, args: AccountServicesArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:account:AccountServices", name, {}, opts);
    if (args.cloudTrail.trail === "create") {
      this.trailLogGroupName = createTrail(this, name, { ...args, ...args.cloudTrail });
    }
    const recording =
      args.config.recorder === "create" ? [createRecorder(this, name, { ...args, ...args.config })] : [];
    createConfigRules(this, name, { ...args, rules: args.config.rules }, recording);
    if (args.guardDuty.detector === "create") createDetector(this, name, args.guardDuty);
    this.checkStandards(name, args, recording);
    if (args.inspector.activation === "create") this.scan(name, args);
    this.enroll(name, args);
    this.registerOutputs({});
  }

  /** Without the default standards of AWS, whose versions change. */
  private checkStandards(
    name: string,
    { region, securityHub: { hub, standards } }: AccountServicesArgs,
    recording: readonly pulumi.Resource[],
  ): void {
    const hubs =
      hub === "create"
        ? [
            new securityhub.Account(
              `${name}-hub`,
              { enableDefaultStandards: false, controlFindingGenerator: "SECURITY_CONTROL", autoEnableControls: true },
              // AWS refuses a second hub.
              { parent: this, deleteBeforeReplace: true },
            ),
          ]
        : [];
    for (const standard of standards) {
      new securityhub.StandardsSubscription(
        `${name}-standard-${standard.replaceAll("/", "-")}`,
        { standardsArn: `arn:aws:securityhub:${region}::standards/${standard}` },
        { parent: this, dependsOn: [...hubs, ...recording] },
      );
    }
  }

  /** Inspector.1 and Inspector.2 of Security Hub. The provider turns off the scans of other types. */
  private scan(name: string, { accountId, inspector }: AccountServicesArgs): void {
    new inspector2.Enabler(
      `${name}-inspector`,
      { accountIds: [accountId], resourceTypes: [...inspector.scannedTypes] },
      { parent: this },
    );
  }

  /** A deletion would end the recommendations for everybody in the account. */
  private enroll(name: string, { computeOptimizer, costOptimizationHub }: AccountServicesArgs): void {
    const options = { parent: this, retainOnDelete: true };
    if (computeOptimizer) {
      new computeoptimizer.EnrollmentStatus(`${name}-compute-optimizer`, { status: "Active" }, options);
    }
    if (costOptimizationHub) new costoptimizationhub.EnrollmentStatus(`${name}-cost-optimization-hub`, {}, options);
  }
}
