import * as accessanalyzer from "@pulumi/aws/accessanalyzer";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecr from "@pulumi/aws/ecr";
import * as s3 from "@pulumi/aws/s3";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceMode } from "../../domain/account/services";
import { AccountServices, type AccountServicesArgs, usesServices } from "./account-services";
import { PrivateRegistry, type PrivateRegistryArgs } from "./private-registry";

export interface AccountArgs
  extends AccountServicesArgs, Pick<PrivateRegistryArgs, "accountId" | "secondRegion" | "tags"> {
  /** Whether the stack manages settings of the account. A change to false retains the settings at AWS. */
  readonly baseline: boolean;
  /** `existing`: the account has an analyzer for external access in this Region, and the stack creates none. A change of `platformName` replaces it. */
  readonly accessAnalyzer: ServiceMode;
  readonly registry: RegistrySettings;
}

export interface RegistrySettings extends Pick<PrivateRegistryArgs, "replicatedPrefixes" | "pullThroughCaches"> {
  /** `enhanced`: Amazon Inspector scans images continuously, $0.09 per image and $0.01 per further scan. */
  readonly scanning: "basic" | "enhanced";
}

/**
 * Settings of a whole AWS account: S3 Block Public Access in all Regions, the other settings in the Region of the provider.
 *
 * A destroy of the stack, or `baseline` false, does not disable a protection. The provider's delete would (for example of
 * encryption by default), so the resources have `retainOnDelete`. The next stack with `baseline` takes the settings over,
 * because AWS overwrites them. The analyzer, and replication and caches of the registry, protect nothing and are deleted
 * with the stack. They cannot be created if the account has them already: set `accessAnalyzer` to `existing`, and omit
 * caches that exist.
 *
 * Services of the account, such as a trail or a detector, do not depend on `baseline`: {@link AccountServices}.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export class AccountBaseline extends pulumi.ComponentResource {
  /** Log group of the trail of the stack. Undefined without one. */
  public readonly trailLogGroupName: pulumi.Output<string> | undefined;

  constructor(name: string, args: AccountArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:account:AccountBaseline", name, {}, opts);
    if (args.baseline) {
      this.blockPublicBuckets(name);
      this.protectVolumes(name);
      this.blockPublicImages(name);
      this.blockPublicDocuments(name, args);
      this.requireInstanceMetadataTokens(name);
      this.scanImages(name, args.registry);
      if (args.accessAnalyzer === "create") this.analyzeAccess(name, args.platformName);
      new PrivateRegistry(`${name}-registry`, { ...args, ...args.registry }, { parent: this });
    }
    if (usesServices(args)) {
      this.trailLogGroupName = new AccountServices(`${name}-services`, args, { parent: this }).trailLogGroupName;
    }
    this.registerOutputs({});
  }

  private get retained(): pulumi.CustomResourceOptions {
    return { parent: this, retainOnDelete: true };
  }

  /** Security Hub S3.1. */
  private blockPublicBuckets(name: string): void {
    new s3.AccountPublicAccessBlock(
      `${name}-s3-public-access-block`,
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      this.retained,
    );
  }

  /** Security Hub EC2.7, EC2.1 and EC2.182. */
  private protectVolumes(name: string): void {
    new ebs.EncryptionByDefault(`${name}-ebs-encryption`, { enabled: true }, this.retained);
    // Also blocks access to snapshots that are public already.
    new ebs.SnapshotBlockPublicAccess(
      `${name}-snapshot-public-access-block`,
      { state: "block-all-sharing" },
      this.retained,
    );
  }

  /** AWS has no stricter state: AMIs that are public already stay public. */
  private blockPublicImages(name: string): void {
    new ec2.ImageBlockPublicAccess(`${name}-image-public-access-block`, { state: "block-new-sharing" }, this.retained);
  }

  /**
   * Security Hub SSM.7. Documents that are public already stay public.
   * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html#block-public-access
   */
  private blockPublicDocuments(name: string, { accountId, region }: AccountArgs): void {
    const setting = "servicesetting/ssm/documents/console/public-sharing-permission";
    new ssm.ServiceSetting(
      `${name}-document-public-access-block`,
      { settingId: `arn:aws:ssm:${region}:${accountId}:${setting}`, settingValue: "Disable" },
      this.retained,
    );
  }

  /** Security Hub EC2.8. The default for instances that are launched without metadata options. */
  private requireInstanceMetadataTokens(name: string): void {
    new ec2.InstanceMetadataDefaults(
      `${name}-instance-metadata`,
      // With tags in instance metadata, AWS refuses tag keys with a slash, which Kubernetes uses:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html
      { httpTokens: "required", instanceMetadataTags: "disabled" },
      this.retained,
    );
  }

  /** Security Hub ECR.1. */
  private scanImages(name: string, { scanning }: RegistrySettings): void {
    const enhanced = scanning === "enhanced";
    new ecr.RegistryScanningConfiguration(
      `${name}-image-scanning`,
      {
        scanType: enhanced ? "ENHANCED" : "BASIC",
        rules: [
          {
            scanFrequency: enhanced ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH",
            repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
          },
        ],
      },
      this.retained,
    );
  }

  /**
   * Security Hub IAM.28: finds resources that principals outside of the account can access.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
   */
  private analyzeAccess(name: string, platformName: string): void {
    new accessanalyzer.Analyzer(
      `${name}-access-analyzer`,
      { analyzerName: `${platformName}-external-access`, type: "ACCOUNT" },
      // AWS allows one analyzer of this type per account and Region: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
      { parent: this, deleteBeforeReplace: true },
    );
  }
}
