import { IDENTIFYING_TAGS } from "../../domain/tags/platform-tags";
import { DEFAULT_TAG_KEYS, type TagKeys } from "../../domain/tags/tag-keys";
import { defaultTagKeys, providerTags, type TagPlace, tagReach } from "../../domain/tags/tag-reach";
import { ruleViolation, type TagRules } from "../../domain/tags/tag-rules";
import { isRecord, type Props } from "../props";
import type { Rule, StackResource, StackViolation } from "../rule";
import { sdkProperties } from "../sdk-properties";

const REQUIRED_TAGS = "required-tags";

/** What the rule reads of `groundwork:tags`, by which a stack file can give the tags other keys and restrict their values. */
interface TagPolicyConfig {
  readonly required?: TagRules;
  /** The keys that the stack renames. */
  readonly keys?: Partial<TagKeys>;
}

/** The configuration of the policy pack for the tags of a stack file. */
export function tagPolicyConfig({
  required,
  keys,
}: Required<TagPolicyConfig>): Record<string, Record<string, unknown>> {
  return { [REQUIRED_TAGS]: { required, keys } };
}

export const taggingRules: readonly Rule[] = [
  {
    name: REQUIRED_TAGS,
    description:
      "Taggable resources, and what AWS creates for them, have the default tags of the stack with allowed values",
    controls: [
      ...["EC2.37", "EC2.39", "EC2.40", "EC2.41", "EC2.42", "EC2.43", "EC2.44", "EC2.46", "EC2.48", "EC2.175"],
      ...["EKS.6", "EKS.7", "EFS.5", "Backup.3", "Backup.5", "IAM.24", "CloudTrail.9", "SecretsManager.5"],
    ],
    level: "mandatory",
    fix: "Set the values in `tags` of the stack file, and further keys in `tags.additional`",
    configSchema: {
      properties: {
        required: {
          type: "object",
          description: "Rules about tags by tag key, as in groundwork:tags.required of a stack file.",
          additionalProperties: {
            type: "object",
            properties: {
              allowed: { type: "array", items: { type: "string" } },
              pattern: { type: "string", format: "regex" },
            },
            additionalProperties: false,
          },
        },
        keys: {
          type: "object",
          description: "Keys of the tags, as in groundwork:tags.keys of a stack file.",
          additionalProperties: { type: "string" },
        },
      },
    },
    stackViolations: (resources, config) => {
      const { required = {}, keys: ownKeys } = config as TagPolicyConfig;
      const keys = { ...DEFAULT_TAG_KEYS, ...ownKeys };
      const named = resources.map((resource) => ({ ...resource, name: resource.urn }));
      const wanted = [...new Set([...defaultTagKeys(named), ...Object.keys(required)])];
      const reached = tagReach(named, wanted, sdkProperties).filter(
        ({ missing, isUndecided }) => missing.length > 0 && !isUndecided,
      );
      return [
        ...reached.map((place) => ({ urn: place.name, message: missingTags(place) })),
        ...wrongValues(resources, required),
        ...changedIdentity(
          resources,
          IDENTIFYING_TAGS.map((meaning) => keys[meaning]),
        ),
      ];
    },
  },
];

function missingTags({ creates, missing }: TagPlace): string {
  const what = creates === undefined ? "The resource does not" : `The ${creates} that AWS creates for it do not`;
  return `${what} have the tags ${missing.join(", ")}`;
}

/** The output `tagsAll` contains the default tags of the provider too. */
function tagsOf({ type, props }: StackResource): Props {
  const tags = props["tagsAll"];
  return isRecord(tags) && !type.startsWith("pulumi:providers:") ? tags : {};
}

function wrongValues(resources: readonly StackResource[], rules: TagRules): readonly StackViolation[] {
  return resources.flatMap((resource) =>
    Object.entries(rules).flatMap(([key, rule]) => {
      const value = tagsOf(resource)[key];
      const violation = typeof value === "string" && value.trim() !== "" ? ruleViolation(value, rule) : undefined;
      if (violation === undefined) return [];
      return [{ urn: resource.urn, message: `The tag ${key} does not have an allowed value: ${violation.allowed}` }];
    }),
  );
}

/** Tags of a resource override default tags. With another identity, the resource group and `npm run leftovers` miss it. */
function changedIdentity(resources: readonly StackResource[], keys: readonly string[]): readonly StackViolation[] {
  const defaults = providerTags(resources).filter(isRecord);
  return resources.flatMap((resource) =>
    keys.flatMap((key) => {
      const allowed = defaults.map((tags) => tags[key]).filter((value) => typeof value === "string");
      const value = tagsOf(resource)[key];
      if (typeof value !== "string" || value.trim() === "" || allowed.length === 0 || allowed.includes(value))
        return [];
      const message = `The tag ${key} identifies the stack, and must have the value of the default tags: ${allowed.join(", ")}`;
      return [{ urn: resource.urn, message }];
    }),
  );
}
