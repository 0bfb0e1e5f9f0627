import { DEFAULT_TAG_KEYS } from "../../domain/tags/tag-keys";
import { ruleViolation, type TagRules } from "../../domain/tags/tag-rules";
import { defaultTags } from "../default-tags";
import { isRecord, type Props, UNKNOWN } from "../props";
import type { Rule, StackResource, StackViolation } from "../rule";

export const taggingRules: readonly Rule[] = [
  {
    name: "required-tags",
    description: "Every taggable resource has the default tags of its stack, and tags have allowed values",
    controls: [
      ...["EC2.37", "EC2.39", "EC2.40", "EC2.41", "EC2.42", "EC2.43", "EC2.44", "EC2.46", "EC2.48", "EC2.175"],
      ...["EKS.6", "EKS.7", "EFS.5", "Backup.3", "Backup.5", "IAM.24", "CloudTrail.9"],
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
      },
    },
    // The output `tagsAll` contains the default tags of the provider too. Only taggable types have it.
    stackViolations: (resources, { required = {} }) => {
      const rules = required as TagRules;
      const keys = [...new Set([...defaultTagKeys(resources), ...Object.keys(rules)])];
      return resources
        .filter(({ type, props }) => !type.startsWith("pulumi:providers:") && isRecord(props["tagsAll"]))
        .flatMap(({ urn, props }): StackViolation[] =>
          problems(props["tagsAll"] as Props, keys, rules).map((message) => ({ urn, message })),
        );
    },
  },
];

function problems(tags: Props, keys: readonly string[], rules: TagRules): string[] {
  const missing = keys.filter((key) => {
    const value = tags[key];
    return value !== UNKNOWN && (typeof value !== "string" || value.trim() === "");
  });
  const wrong = Object.entries(rules).flatMap(([key, rule]) => {
    const value = tags[key];
    const violation = typeof value === "string" && !missing.includes(key) ? ruleViolation(value, rule) : undefined;
    return violation === undefined ? [] : [`The tag ${key} does not have an allowed value: ${violation.allowed}`];
  });
  return missing.length === 0 ? wrong : [`The resource does not have the tags ${missing.join(", ")}`, ...wrong];
}

/** The keys that the stack gives to all its resources; without default tags, those of a platform. */
function defaultTagKeys(resources: readonly StackResource[]): readonly string[] {
  const own = Object.keys(defaultTags(resources));
  return own.length === 0 ? Object.values(DEFAULT_TAG_KEYS) : own;
}
