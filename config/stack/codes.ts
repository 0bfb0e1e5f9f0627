import type { Codes } from "../diagnostics/code";
import { expiryCodes } from "./expiry-codes";
import { productionCodes } from "./production-codes";
import { unusedSettingsCodes } from "./unused-settings-codes";

export const stackCodes = {
  "stack/environment-mismatch": {
    cause:
      "The stack is named after one environment, and its file says another. In a copied stack file, the rules and the names of the other environment would apply.",
    remedy: "Set `environment` to the name of the stack.",
  },
  "stack/reserved-stack-name": {
    cause:
      "[Workflows](../workflows.md) use the GitHub environments `preview-<stack>` and `approve-<stack>` for pull requests and approvals. The deploy role of a stack trusts the environment that is named after it, so pull requests could deploy a stack with such a name.",
    remedy: "Rename the stack file, and an existing stack with `pulumi stack rename`.",
  },
  "stack/platform-exists-twice": {
    cause:
      "Two stack files have the same `name` and `environment` in one account and Region. Their resources would have the same names, of which AWS refuses the second.",
    remedy: "Change `name` in the stack that does not exist yet: the name of an existing platform cannot change.",
  },
  "stack/default-providers-enabled": {
    cause:
      "Without `pulumi:disable-default-providers`, Pulumi creates a resource that lacks an explicit provider [with a default provider](https://www.pulumi.com/docs/iac/concepts/resources/providers/), in the account and Region of the shell.",
    remedy: "Add aws and kubernetes to `pulumi:disable-default-providers`.",
  },
  "stack/teardown-unknown-path": {
    cause:
      "A list in `teardown` turns off the protection of what it names, and this entry names nothing in the stack file.",
    remedy: "Correct the path, or remove it once its key has been removed from the stack file.",
  },
  "stack/teardown-of-used": {
    cause: "Another key of the stack file needs the resource whose protection `teardown` would turn off.",
    remedy: "Change the key that the report names in an earlier update.",
  },
  "stack/teardown-mismatch": {
    cause:
      "`teardown` confirms that this platform may be destroyed, so it must be equal to `name` and `environment` with a hyphen between them.",
    remedy: "Correct `teardown`, or remove it to keep the platform protected.",
  },
  "stack/second-region-is-first": {
    cause:
      "Replicas, copies of backups and replicated images are in the second Region. In the Region of the stack they would be lost together with the originals.",
    remedy: "Set `aws.secondRegion` to another Region, or remove it.",
  },
  "stack/unknown-region": {
    cause:
      "The Region is not in the [table of Regions](../tables.md): it is misspelt, or newer than the table. A misspelt Region fails only at the first call to AWS. An error where no Region can have this name, a warning where a newer one can.",
    remedy: "Correct the Region, or ignore the warning if AWS has opened the Region since.",
  },
  "stack/boundary-of-another-account": {
    cause:
      "IAM accepts as a [permissions boundary](https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html) only a policy of the role's own account or an AWS managed policy.",
    remedy: "Set the ARN of a policy in the account of the stack.",
  },
  "stack/refused-platform-name": {
    cause:
      "The names of resources begin with `name` and `environment`. An AWS service refuses the name that would result.",
    remedy: "Choose another `name`.",
  },
  ...productionCodes,
  ...expiryCodes,
  ...unusedSettingsCodes,
} as const satisfies Codes<"stack">;
