import { requireValue } from "../arguments";
import { differs } from "../props";
import type { Rule } from "../rule";
import { PUBLIC_ACCESS_FLAGS } from "./storage";

/** Rules about settings of a whole account. Only one stack of an account has them, so their absence is no violation. */
export const accountRules: readonly Rule[] = [
  {
    name: "account-public-buckets",
    description: "Block Public Access of the account has all four settings",
    controls: ["S3.1", "CIS-AWS-3.1.4"],
    level: "mandatory",
    fix: "Set `account.baseline` to true in one stack of the account",
    types: ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"],
    violations: (props) => {
      const off = PUBLIC_ACCESS_FLAGS.filter((flag) => differs(props[flag], true));
      return off.length === 0 ? [] : [`Buckets of the account can be public; set ${off.join(", ")} to true`];
    },
  },
  {
    name: "account-volume-encryption",
    description: "New EBS volumes of the account are encrypted",
    controls: ["EC2.7", "CIS-AWS-6.1.1"],
    level: "mandatory",
    fix: "Set `account.baseline` to true in one stack of the account",
    types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
    violations: ({ enabled }) => (enabled === false ? ["New volumes are not encrypted; set enabled to true"] : []),
  },
  {
    name: "account-public-snapshots",
    description: "EBS snapshots of the account cannot be public",
    controls: ["EC2.1", "EC2.182"],
    level: "mandatory",
    fix: "Set `account.baseline` to true in one stack of the account",
    types: ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"],
    violations: requireValue("state", "block-all-sharing", "Snapshots can be public"),
  },
  {
    name: "account-public-images",
    description: "AMIs of the account cannot become public",
    controls: [],
    level: "advisory",
    fix: "Set `account.baseline` to true in one stack of the account",
    types: ["aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"],
    violations: requireValue("state", "block-new-sharing", "Images can become public"),
  },
  {
    name: "account-imdsv2",
    description: "New instances of the account require IMDSv2",
    controls: ["EC2.8", "CIS-AWS-6.7"],
    level: "mandatory",
    fix: "Set `account.baseline` to true in one stack of the account",
    types: ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"],
    violations: requireValue("httpTokens", "required", "IMDSv2 is not required"),
  },
  {
    name: "account-public-documents",
    description: "Documents of Systems Manager cannot be public",
    controls: ["SSM.7"],
    level: "advisory",
    types: ["aws:ssm/serviceSetting:ServiceSetting"],
    violations: ({ settingId, settingValue }) =>
      String(settingId).endsWith("/ssm/documents/console/public-sharing-permission") && differs(settingValue, "Disable")
        ? ["Documents can be public; set settingValue to Disable"]
        : [],
  },
];
