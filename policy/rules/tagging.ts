import { MANDATORY_TAG_KEYS } from "../../domain/tags/tag-keys";
import { UNKNOWN, at } from "../props";
import type { Rule, StackViolation } from "../rule";

export const taggingRules: readonly Rule[] = [
  {
    name: "required-tags",
    description: `Every taggable resource has the tags ${MANDATORY_TAG_KEYS.join(", ")}`,
    controls: ["EC2.37", "EC2.39", "EC2.40", "EC2.41", "EC2.42", "EC2.43", "EC2.44", "EC2.46", "EC2.48", "EKS.6"],
    level: "mandatory",
    // The output `tagsAll` contains the default tags of the provider too. Only taggable types have it.
    stackViolations: (resources) =>
      resources.flatMap(({ urn, type, props }): StackViolation[] => {
        if (type.startsWith("pulumi:providers:") || props["tagsAll"] === undefined) return [];
        const missing = MANDATORY_TAG_KEYS.filter((key) => {
          const value = at(props, `tagsAll.${key}`);
          return value !== UNKNOWN && (typeof value !== "string" || value.trim() === "");
        });
        return missing.length === 0
          ? []
          : [{ urn, message: `The resource does not have the tags ${missing.join(", ")}` }];
      }),
  },
];
