import { z } from "zod";
import {
  TAG_VALUE_FORM,
  TAG_VALUE_FORM_IN_WORDS,
  tagKeySetViolations,
  tagKeyViolation,
  tagValueViolation,
} from "../../domain/tags/tag-violations";
import { checked, text } from "../schema/fields";

/** The value of a tag, including tags of a single resource. */
export const tagValue = text(TAG_VALUE_FORM, TAG_VALUE_FORM_IN_WORDS);

/** The value of a tag that every resource has, including resources that controllers create. */
const defaultTagValue = checked(tagValue, function* (value) {
  // The regular expression of `tagValue` reports a wrong form, and editors check it too.
  const violation = TAG_VALUE_FORM.test(value) ? tagValueViolation(value) : undefined;
  if (violation !== undefined) yield violation;
});

/** An additional tag key that AWS accepts and that conflicts with no other tag. */
const tagKey = checked(z.string(), function* (key) {
  const violation = tagKeyViolation(key);
  if (violation !== undefined) yield violation;
});

export const tagsSchema = z
  .strictObject({
    project: defaultTagValue.meta({
      description: "Tag Project: the project to which costs are allocated.",
      examples: ["groundwork"],
    }),
    owner: defaultTagValue.meta({
      description: "Tag Owner: the team that is responsible for the resources.",
      examples: ["platform-team"],
    }),
    costCenter: defaultTagValue.meta({
      description: "Tag CostCenter: the cost center that pays.",
      examples: ["cc-1001"],
    }),
    department: defaultTagValue.meta({
      description: "Tag Department: the department of the owner.",
      examples: ["engineering"],
    }),
    managedBy: defaultTagValue.default("Pulumi").meta({
      description: "Tag ManagedBy: the tool with which the resources are changed. Default: Pulumi.",
    }),
    additional: checked(z.record(tagKey, defaultTagValue.meta({ examples: ["internal"] })), function* (tags) {
      for (const { key, ...violation } of tagKeySetViolations(Object.keys(tags))) yield { ...violation, path: [key] };
    })
      .default({})
      .meta({
        description:
          "Up to two more tags for every resource. Keys and values must not change from run to run, and keys must not be reserved by components, EKS or Kubernetes controllers (domain/tags/tag-keys.ts).",
        examples: [{ DataClass: "internal" }],
      }),
  })
  .meta({
    description:
      "Tags of every resource, for cost allocation and ownership. https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  });
