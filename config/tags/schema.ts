import { z } from "zod";
import {
  TAG_VALUE_FORM,
  TAG_VALUE_FORM_IN_WORDS,
  tagKeySetViolations,
  tagKeyViolation,
  tagValueViolation,
} from "../../domain/tags/tag-violations";
import { checked, text } from "../schema/fields";

/** The value of any tag, be it that of a single resource. */
export const tagValue = text(TAG_VALUE_FORM, TAG_VALUE_FORM_IN_WORDS);

/** The value of a tag that every resource carries, and that controllers set as well. */
const defaultTagValue = checked(tagValue, function* (value) {
  // The form of the text is checked already, and editors know it.
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
    project: defaultTagValue.meta({ description: "Tag Project: what the cost belongs to.", examples: ["groundwork"] }),
    owner: defaultTagValue.meta({
      description: "Tag Owner: the team that answers for it.",
      examples: ["platform-team"],
    }),
    costCenter: defaultTagValue.meta({ description: "Tag CostCenter: who pays.", examples: ["cc-1001"] }),
    department: defaultTagValue.meta({ description: "Tag Department.", examples: ["engineering"] }),
    managedBy: defaultTagValue.default("Pulumi").meta({
      description: "Tag ManagedBy: tells people where to make changes. Default: the tool that manages the stack.",
    }),
    additional: checked(z.record(tagKey, defaultTagValue.meta({ examples: ["internal"] })), function* (tags) {
      for (const { key, ...violation } of tagKeySetViolations(Object.keys(tags))) yield { ...violation, at: [key] };
    })
      .default({})
      .meta({
        description:
          "At most two more tags for every resource. Keys and values must not change from run to run, and keys must not be among those that components, EKS or Kubernetes controllers set or refuse (domain/tags/tag-keys.ts).",
        examples: [{ DataClass: "internal" }],
      }),
  })
  .meta({
    description:
      "Tags on everything, for cost allocation and ownership. https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  });
