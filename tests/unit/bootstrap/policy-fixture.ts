import type { BootstrapArgs } from "../../../components/bootstrap";

/** Arguments for the policies of the bootstrap. */
export const ACCOUNT = "111122223333";
export const KEYS = {
  state: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/state`,
  secrets: { dev: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/dev`, prod: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/prod` },
};

export function stack(platformName: string, extensions: readonly string[] = []): BootstrapArgs["stacks"][string] {
  return {
    platformName,
    extensions,
    isShortLived: false,
    previewDecryptsSecrets: true,
    deploySessionHours: 4,
    accountServices: false,
    deployPolicyArns: [],
  };
}

export const DEV = stack("shop-dev");
export const ARGS: BootstrapArgs = {
  name: "shop",
  accountId: ACCOUNT,
  region: "eu-west-1",
  secondRegion: undefined,
  organizationId: undefined,
  environmentTagKey: "Environment",
  stacks: { dev: DEV, prod: stack("shop-prod") },
  stateRetentionDays: 365,
  logRetentionDays: 365,
  keyDeletionWindowDays: 30,
  deletionProtection: true,
};
