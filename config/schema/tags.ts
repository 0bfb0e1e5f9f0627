import { z } from "zod";
import { checked, text } from "./fields";

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const VALUE = /^(?! )[\p{L}\p{N} +\-=._:/@]{1,256}(?<! )$/u;
const KEY = /^(?! )[\p{L}\p{N} +\-=._:/@]{1,128}(?<! )$/u;

/** Tags that every resource carries already. */
const MANDATORY = ["Project", "Owner", "CostCenter", "Department", "Environment", "ManagedBy"];
/** S3 objects take ten tags; two are left for whoever writes the object. */
const MAX_DEFAULT_TAGS = 8;
const MAX_ADDITIONAL = MAX_DEFAULT_TAGS - MANDATORY.length;

/** Values that change with every run: each would show every resource as changed in every preview. */
const PER_RUN =
  /^(git[-_ ]?)?(commit|sha|hash|timestamp|time|date|build|run|revision)([-_ ]?(id|sha|hash|number|at|time|date))?$|^(last)?(deployed|updated|modified|built)([-_ ]?(at|on|by))?$/i;

export const tagValue = text(VALUE, "1 to 256 letters, digits, spaces and + - = . _ : / @, no space at either end");

/** An additional tag key that AWS takes and that fights with no other tag. */
const tagKey = checked(z.string(), function* (key) {
  const mandatory = MANDATORY.find((taken) => taken.toLowerCase() === key.toLowerCase());
  if (!KEY.test(key)) {
    yield {
      message: "Not a tag key.",
      allowed: "1 to 128 letters, digits, spaces and + - = . _ : / @, no space at either end",
    };
  } else if (/^aws:/i.test(key)) {
    yield { message: "Tag keys that begin with aws: belong to AWS.", allowed: "a key without that prefix" };
  } else if (mandatory !== undefined) {
    yield { message: `Every resource carries the tag ${mandatory} already.`, allowed: "another key" };
  } else if (/^name$/i.test(key)) {
    yield { message: "Components give resources their Name tag.", allowed: "another key" };
  } else if (/^(kubernetes\.io|k8s\.io)\//i.test(key)) {
    yield { message: "Kubernetes reads meaning into this tag.", allowed: "a key without that prefix" };
  } else if (PER_RUN.test(key)) {
    yield {
      message: "A tag that changes with every run changes every resource with every run.",
      allowed: "tags whose values stay",
    };
  }
});

export const tagsSchema = z
  .strictObject({
    project: tagValue.meta({ description: "Tag Project: what the cost belongs to.", examples: ["groundwork"] }),
    owner: tagValue.meta({ description: "Tag Owner: the team that answers for it.", examples: ["platform-team"] }),
    costCenter: tagValue.meta({ description: "Tag CostCenter: who pays.", examples: ["cc-1001"] }),
    department: tagValue.meta({ description: "Tag Department.", examples: ["engineering"] }),
    managedBy: tagValue.default("Pulumi").meta({
      description: "Tag ManagedBy: tells people where to make changes. Default: the tool that manages the stack.",
    }),
    additional: checked(z.record(tagKey, tagValue.meta({ examples: ["internal"] })), function* (tags) {
      const keys = Object.keys(tags);
      for (const [index, key] of keys.entries()) {
        const twin = keys.findIndex((other) => other.toLowerCase() === key.toLowerCase());
        if (twin < index)
          yield { message: "Differs from another tag by its capitals only.", allowed: "one of the two", at: [key] };
      }
      for (const key of keys.slice(MAX_ADDITIONAL)) {
        yield {
          message: "One tag too many: S3 objects take ten, and the platform keeps to eight.",
          allowed: `at most ${MAX_ADDITIONAL} beside the ${MANDATORY.length} that every resource carries`,
          at: [key],
        };
      }
    })
      .default({})
      .meta({
        description: "At most two more tags for every resource. Keys and values must not change from run to run.",
        examples: [{ DataClass: "internal" }],
      }),
  })
  .meta({
    description:
      "Tags on everything, for cost allocation and ownership. https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  });
