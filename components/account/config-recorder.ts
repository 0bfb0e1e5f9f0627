import * as cfg from "@pulumi/aws/cfg";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { CONFIG_ROLE_NAME, CONFIG_RULES, CONFIG_SERVICE, type ConfigRule } from "../../domain/account/services";
import { renderJson } from "../../domain/json";

export interface ConfigRecorderArgs {
  /** Name of the recorder and its channel. A change replaces both. */
  readonly platformName: string;
  readonly accountId: string;
  /** The log bucket, whose policy allows AWS Config to write. */
  readonly logBucketName: pulumi.Input<string>;
  /** `existing`: the account has the role AWSServiceRoleForConfig. */
  readonly serviceLinkedRole: "create" | "existing";
  /** `DAILY`: $0.012 per changed resource and day. `CONTINUOUS`: $0.003 per change. */
  readonly frequency: "DAILY" | "CONTINUOUS";
  /** Resource types that are recorded. Empty: all. */
  readonly resourceTypes: readonly string[];
  /** Whether users, groups, roles and policies of IAM are recorded. No effect with `resourceTypes`. */
  readonly globalResourceTypes: boolean;
}

/**
 * Creates the configuration recorder of the Region, and starts it. Config.1 of Security Hub, which requires the
 * service-linked role.
 *
 * @returns the resource after which AWS Config records
 * https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export function createRecorder(parent: pulumi.Resource, name: string, args: ConfigRecorderArgs): pulumi.Resource {
  // With the usual name, default, AWS would overwrite a recorder that exists instead of refusing the second one.
  const { platformName } = args;
  const recorder = new cfg.Recorder(
    `${name}-recorder`,
    {
      name: platformName,
      roleArn: recorderRole(parent, name, args),
      recordingGroup: recordingGroup(args),
      recordingMode: { recordingFrequency: args.frequency },
    },
    { parent, deleteBeforeReplace: true },
  );
  const channel = new cfg.DeliveryChannel(
    `${name}-recorder-channel`,
    { name: platformName, s3BucketName: args.logBucketName },
    { parent, dependsOn: [recorder], deleteBeforeReplace: true },
  );
  // A recorder can start only with a channel, and the channel can be deleted only after the recorder stopped.
  return new cfg.RecorderStatus(
    `${name}-recorder-status`,
    { name: recorder.name, isEnabled: true },
    { parent, dependsOn: [channel] },
  );
}

function recorderRole(
  parent: pulumi.Resource,
  name: string,
  { accountId, serviceLinkedRole }: ConfigRecorderArgs,
): pulumi.Input<string> {
  if (serviceLinkedRole === "existing") {
    return `arn:aws:iam::${accountId}:role/aws-service-role/${CONFIG_SERVICE}/${CONFIG_ROLE_NAME}`;
  }
  return new iam.ServiceLinkedRole(`${name}-recorder-role`, { awsServiceName: CONFIG_SERVICE }, { parent }).arn;
}

function recordingGroup({
  resourceTypes,
  globalResourceTypes,
}: ConfigRecorderArgs): cfg.RecorderArgs["recordingGroup"] {
  if (resourceTypes.length === 0) return { allSupported: true, includeGlobalResourceTypes: globalResourceTypes };
  return {
    allSupported: false,
    includeGlobalResourceTypes: false,
    resourceTypes: [...resourceTypes],
    recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
  };
}

/** Creates managed rules. `required-tags` takes up to six keys, which is the number of mandatory tags. */
export function createConfigRules(
  parent: pulumi.Resource,
  name: string,
  { platformName, rules, tagKeys }: ConfigRulesArgs,
  dependsOn: readonly pulumi.Resource[],
): void {
  for (const rule of rules) {
    new cfg.Rule(
      `${name}-rule-${rule}`,
      {
        name: `${platformName}-${rule}`,
        source: { owner: "AWS", sourceIdentifier: CONFIG_RULES[rule] },
        ...(rule === "required-tags" ? { inputParameters: requiredTags(tagKeys) } : {}),
      },
      { parent, dependsOn: [...dependsOn] },
    );
  }
}

export interface ConfigRulesArgs {
  /** Prefix of the names of rules. A change replaces them. */
  readonly platformName: string;
  readonly rules: readonly ConfigRule[];
  /** Keys of the mandatory tags. */
  readonly tagKeys: readonly string[];
}

/** https://docs.aws.amazon.com/config/latest/developerguide/required-tags.html */
function requiredTags(tagKeys: readonly string[]): string {
  return renderJson(Object.fromEntries(tagKeys.map((key, index) => [`tag${index + 1}Key`, key])));
}
