import { z } from "zod";
import { MOST_COMPONENT_TAGS, type TaggedComponent } from "../../domain/tags/component-tags";
import { DEFAULT_TAG_KEYS, MOST_ADDITIONAL_TAGS, TAG_MEANINGS, type TagMeaning } from "../../domain/tags/tag-keys";
import { patternViolation } from "../../domain/tags/tag-rules";
import {
  repeatedTagKeys,
  surplusTagKeys,
  TAG_VALUE_FORM,
  TAG_VALUE_FORM_IN_WORDS,
  tagKeyViolation,
  tagValueViolation,
} from "../../domain/tags/tag-violations";
import { checked, distinct, text } from "../schema/fields";

/** The value of a tag, including tags of a single resource. */
export const tagValue = text(TAG_VALUE_FORM, TAG_VALUE_FORM_IN_WORDS);

/** The value of a tag that every resource has, including resources that controllers create. */
const defaultTagValue = checked(tagValue, function* (value) {
  // The regular expression of `tagValue` reports a wrong form, and editors check it too.
  const violation = TAG_VALUE_FORM.test(value) ? tagValueViolation(value) : undefined;
  if (violation !== undefined) yield violation;
});

/** A tag key that AWS accepts and that nothing else uses. */
const tagKey = checked(z.string(), function* (key) {
  const violation = tagKeyViolation(key);
  if (violation !== undefined) yield violation;
});

function keyOf(meaning: TagMeaning): z.ZodDefault<z.ZodString> {
  return tagKey.default(DEFAULT_TAG_KEYS[meaning]).meta({
    description: `Tag key of \`${meaning === "environment" ? meaning : `tags.${meaning}`}\`.`,
    examples: [`acme:${meaning}`],
  });
}

/** The keys by meaning. A meaning that the schema lacks, or has in addition, is a type error. */
const keysSchema = z.strictObject({
  project: keyOf("project"),
  owner: keyOf("owner"),
  costCenter: keyOf("costCenter"),
  department: keyOf("department"),
  environment: keyOf("environment"),
  managedBy: keyOf("managedBy"),
} satisfies Record<TagMeaning, z.ZodType>);

const pattern = checked(z.string(), function* (text) {
  const violation = patternViolation(text);
  if (violation !== undefined) yield { code: "tags/invalid-pattern", ...violation };
});

const ruleSchema = z.strictObject({
  allowed: distinct(tagValue.meta({ examples: ["internal"] }))
    .min(1)
    .exactOptional()
    .meta({ description: "Values that the tag may have. Default: any.", examples: [["public", "internal"]] }),
  pattern: pattern.exactOptional().meta({
    description:
      "Regular expression that the whole value matches, at most 128 characters. Groups cannot be repeated, and at most two repetitions (`*`, `+`, `{2,}`) can be unlimited, because matching other patterns can take hours. Default: any value.",
    examples: ["OPS-\\d+"],
  }),
});

const REPEATED = {
  code: "tags/duplicate-key",
  message: "The tag key differs from another only in letter case, which IAM does not distinguish.",
  allowed: "one of the two",
} as const;

const additional = checked(z.record(tagKey, defaultTagValue.meta({ examples: ["internal"] })), function* (tags) {
  const keys = Object.keys(tags);
  for (const key of repeatedTagKeys(keys)) {
    yield { ...REPEATED, path: [key] };
  }
  for (const key of surplusTagKeys(keys)) {
    yield {
      code: "tags/too-many-tags",
      message:
        "There are too many tags: an S3 object that a program uploads gets all of them, has at most 10, and needs two for its own.",
      allowed: `at most ${MOST_ADDITIONAL_TAGS} in addition to the ${TAG_MEANINGS.length} that every resource has`,
      path: [key],
    };
  }
});

/** Tags of one component. Rules compare their keys with those of the default tags. */
const componentTags = checked(z.record(tagKey, defaultTagValue.meta({ examples: ["confidential"] })), function* (tags) {
  const keys = Object.keys(tags);
  for (const key of repeatedTagKeys(keys)) yield { ...REPEATED, path: [key] };
  for (const key of keys.slice(MOST_COMPONENT_TAGS)) {
    yield {
      code: "tags/too-many-tags",
      message:
        "The component has too many tags: AWS allows 50 on a resource, some of which default tags and controllers need.",
      allowed: `at most ${MOST_COMPONENT_TAGS} tags of a component`,
      path: [key],
    };
  }
});

function tagsOf(what: string, example: string): z.ZodDefault<typeof componentTags> {
  return componentTags.default({}).meta({
    description: `Tags of ${what}. Default: none.`,
    examples: [{ DataClass: example }],
  });
}

/** A component that the schema lacks, or has in addition, is a type error. */
const componentsSchema = z.strictObject({
  account: tagsOf("the account's protections and services", "internal"),
  backup: tagsOf("vaults and plans", "confidential"),
  budgets: tagsOf("budgets", "internal"),
  cluster: tagsOf("the cluster, its nodes, their volumes, and what Kubernetes controllers create", "internal"),
  fileSystems: tagsOf("EFS file systems", "confidential"),
  monitoring: tagsOf("alarms and their topic", "internal"),
  network: tagsOf("the VPC, subnets, gateways, endpoints and security groups", "public"),
  resilience: tagsOf("experiments and their logs", "internal"),
  storage: tagsOf("buckets, registries, secrets and their encryption key", "confidential"),
} satisfies Record<TaggedComponent, z.ZodType>);

const MOST_IGNORED = 20;

const ignoredText = text(/^[^\n]{1,128}$/u, "1 to 128 characters");

const ignoreSchema = z.strictObject({
  keys: distinct(ignoredText.meta({ examples: ["LastScanned"] }))
    .max(MOST_IGNORED)
    .default([])
    .meta({
      description: `Whole keys, in their letter case, up to ${MOST_IGNORED}. Default: none.`,
      examples: [["LastScanned"]],
    }),
  keyPrefixes: distinct(ignoredText.meta({ examples: ["kubernetes.io/cluster/"] }))
    .max(MOST_IGNORED)
    .default([])
    .meta({
      description: `Beginnings of keys, in their letter case, up to ${MOST_IGNORED}. Default: none.`,
      examples: [["kubernetes.io/cluster/", "map-"]],
    }),
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
    additional: additional.default({}).meta({
      description: `Up to ${MOST_ADDITIONAL_TAGS} more tags for every resource. AWS allows 50 tags on a resource, but 10 on an S3 object, and an object that a program uploads with the stack's provider gets every default tag: 8 default tags leave it two of its own. Objects that workloads write get none of these tags. Keys and values must not change from run to run, and keys must not be reserved by components, EKS or Kubernetes controllers (domain/tags/tag-keys.ts). https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html`,
      examples: [{ DataClass: "internal" }],
    }),
    components: componentsSchema.prefault({}).meta({
      description: `Tags of all taggable resources of single components, up to ${MOST_COMPONENT_TAGS} each. They override \`additional\` and are overridden by tags of a single resource; the mandatory tags cannot be overridden. Resources that AWS and controllers create for the cluster get those of \`cluster\`. Default: none. Free.`,
      examples: [{ storage: { DataClass: "confidential" } }],
    }),
    ignore: ignoreSchema.prefault({}).meta({
      description:
        "Tags that others write on resources of the stack, such as scanners and cost tools: the provider neither removes nor reports them. It does not set them either, so no tag of the stack can be ignored. Tags whose keys begin with aws: are always ignored. Default: none. https://www.pulumi.com/registry/packages/aws/api-docs/provider/#ignoretags_nodejs",
      examples: [{ keyPrefixes: ["kubernetes.io/cluster/"] }],
    }),
    keys: keysSchema.prefault({}).meta({
      description:
        "Keys of the mandatory tags, for companies whose tags have other names. Every place that has the tags uses these keys. Keys are subject to the limits of `additional`.",
      examples: [{ owner: "acme:owner", costCenter: "CostCentre" }],
    }),
    required: z
      .record(tagKey, ruleSchema)
      .default({})
      .meta({
        description:
          "Rules of a company about its tags, by tag key. A tag that is not one of the mandatory ones must be in `additional`; a rule for the key of a mandatory tag, such as Owner, limits its value. Default: none.",
        examples: [{ DataClass: { allowed: ["public", "internal"] }, CostCenter: { pattern: "cc-\\d{4}" } }],
      }),
  })
  .meta({
    description:
      "Tags of every resource, for cost allocation and ownership. https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  });
