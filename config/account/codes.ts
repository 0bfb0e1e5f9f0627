import type { Codes } from "../diagnostics/code";

const ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide";

export const accountCodes = {
  "account/registry-setting-without-baseline": {
    cause:
      "An account has these settings of ECR once per Region, for the repositories of all stacks. Only a stack with `account.baseline` manages such settings.",
    remedy: "Set `account.baseline` to true in one stack per account and Region, or remove the key.",
  },
  "account/baseline-exists-twice": {
    cause:
      "Two stack files set `account.baseline` in one account and Region, which have these settings once. Each update would undo the settings of the other stack, and AWS refuses a second access analyzer.",
    remedy: "Remove `account.baseline` from the stack that does not exist yet.",
  },
  "account/service-exists-twice": {
    cause:
      "Two stack files create a service that an account has once, for all Regions or in each Region. AWS refuses the second one, overwrites the first one, or charges for both.",
    remedy: "Set the key to existing in the stack that does not exist yet.",
  },
  "account/setting-without-service": {
    cause: "The setting belongs to a service of the account that the stack does not create, or does not use at all.",
    remedy: "Remove the setting, or set the mode of the service. `npm run doctor` shows what the account has.",
  },
  "account/standards-without-recorder": {
    cause:
      "Security Hub checks most controls with [AWS Config](https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-setup-prereqs.html). Without a configuration recorder in the Region they have no data.",
    remedy: "Set `account.config.recorder`: existing if the account has one, otherwise create.",
  },
  "account/inspector-and-registry-differ": {
    cause:
      "Enhanced scanning of ECR [is done by Amazon Inspector](https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html). The baseline and the activation of Amazon Inspector each set it, so every update would undo the setting of the other.",
    remedy: "Set `account.registry.scanning` to enhanced with ECR in `scannedTypes`, and to basic without it.",
  },
  "account/unused-access-analyzer": {
    cause: "The baseline creates the access analyzer, and this stack does not create the baseline.",
    remedy: "Remove the key, or set `account.baseline` to true.",
  },
  "account/replication-without-second-region": {
    cause: "ECR replicates repositories to `aws.secondRegion`, and the stack file does not set it.",
    remedy: "Set `aws.secondRegion`, or remove `replicatedPrefixes`.",
  },
  "account/cache-needs-credentials": {
    cause: `ECR caches images of Docker Hub and GitHub [only with credentials](${ECR}/pull-through-cache-creating-secret.html).`,
    remedy: "Store the credentials in a secret whose name begins with ecr-pullthroughcache/, and set `credentialArn`.",
  },
  "account/cache-takes-no-credentials": {
    cause: `ECR caches images of this upstream registry [without credentials](${ECR}/pull-through-cache-creating-rule.html).`,
    remedy: "Remove `credentialArn`.",
  },
  "account/cache-secret-of-another-account-or-region": {
    cause: `The secret [must be in the account and Region](${ECR}/pull-through-cache-creating-secret.html) of the pull through cache rule.`,
    remedy: "Create the secret in the account and Region of the stack, and set its ARN.",
  },
  "account/cache-prefix-of-own-repositories": {
    cause:
      "The repositories of the platform have this prefix. If one of them lacks an image, ECR pulls the image of that name from the upstream registry, where anyone may own the name.",
    remedy: "Choose another prefix.",
  },
} as const satisfies Codes<"account">;
