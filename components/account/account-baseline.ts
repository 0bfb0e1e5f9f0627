import * as accessanalyzer from "@pulumi/aws/accessanalyzer";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecr from "@pulumi/aws/ecr";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

import { PrivateRegistry, type PrivateRegistryArgs } from "./private-registry";

export interface AccountBaselineArgs extends Pick<PrivateRegistryArgs, "accountId" | "secondRegion" | "tags"> {
  /** Prefix of the analyzer's name; another name is another analyzer, which finds the same again. */
  readonly platformName: string;
  /** Whether this stack sets them at all. False creates nothing, and leaves in force what was set before. */
  readonly baseline: boolean;
  /** `existing`: the account has its one analyzer for access from outside in this Region already, and keeps it. */
  readonly accessAnalyzer: "create" | "existing";
  readonly registry: RegistrySettings;
}

export interface RegistrySettings extends Pick<PrivateRegistryArgs, "replicatedPrefixes" | "pullThroughCaches"> {
  /** `enhanced`: Amazon Inspector scans images again and again, for $0.09 an image and $0.01 each time. */
  readonly scanning: "basic" | "enhanced";
}

/**
 * What an AWS account sets once, for everything in it: the S3 block for all regions, the rest for the provider's region.
 *
 * Destroying the stack, or switching `baseline` off, never switches a protection off: the provider's delete would
 * (encryption by default, for one, becomes no encryption), so Pulumi forgets the settings and AWS keeps them. The next
 * stack that sets them takes them over, because each is put in place, not added. What protects nothing goes with its
 * stack: the analyzer, of which AWS would refuse the next stack a second one, and the registry's replication and caches.
 * What is added, not put in place, fails where the account has it already: the analyzer, unless `accessAnalyzer` says so,
 * and caches with their templates, which an account that has them needs nobody to create.
 *
 * Left alone: what belongs to the organization, such as GuardDuty, Security Hub, CloudTrail and service control policies.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export class AccountBaseline extends pulumi.ComponentResource {
  constructor(name: string, args: AccountBaselineArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:account:AccountBaseline", name, {}, opts);
    if (args.baseline) {
      this.closeBuckets(name);
      this.closeVolumes(name);
      this.closeImages(name);
      this.demandInstanceMetadataTokens(name);
      this.scanImages(name, args.registry);
      if (args.accessAnalyzer === "create") this.analyzeAccess(name, args.platformName);
      new PrivateRegistry(`${name}-registry`, { ...args, ...args.registry }, { parent: this });
    }
    this.registerOutputs({});
  }

  private get kept(): pulumi.CustomResourceOptions {
    return { parent: this, retainOnDelete: true };
  }

  /** Security Hub S3.1. */
  private closeBuckets(name: string): void {
    new s3.AccountPublicAccessBlock(
      `${name}-s3-public-access-block`,
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      this.kept,
    );
  }

  /** Security Hub EC2.7, EC2.1 and EC2.182. */
  private closeVolumes(name: string): void {
    new ebs.EncryptionByDefault(`${name}-ebs-encryption`, { enabled: true }, this.kept);
    // Snapshots that are public already become private too.
    new ebs.SnapshotBlockPublicAccess(
      `${name}-snapshot-public-access-block`,
      { state: "block-all-sharing" },
      this.kept,
    );
  }

  /** AWS knows no stronger state: images that are public already stay so. */
  private closeImages(name: string): void {
    new ec2.ImageBlockPublicAccess(`${name}-image-public-access-block`, { state: "block-new-sharing" }, this.kept);
  }

  /** Security Hub EC2.8, for instances whose launch says nothing about it. */
  private demandInstanceMetadataTokens(name: string): void {
    new ec2.InstanceMetadataDefaults(
      `${name}-instance-metadata`,
      // With tags in the metadata, AWS refuses tag keys that hold a slash, which Kubernetes' own do:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html
      { httpTokens: "required", instanceMetadataTags: "disabled" },
      this.kept,
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
      this.kept,
    );
  }

  /**
   * Security Hub IAM.28: finds what is reachable from outside the account. AWS takes one for an account and Region:
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
   */
  private analyzeAccess(name: string, platformName: string): void {
    new accessanalyzer.Analyzer(
      `${name}-access-analyzer`,
      { analyzerName: `${platformName}-external-access`, type: "ACCOUNT" },
      // An account has one such analyzer in a Region: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
      { parent: this, deleteBeforeReplace: true },
    );
  }
}
