import type { Codes } from "../diagnostics/code";

/** Findings about tag keys, and about the rules of `tags.required`. */
export const tagCodes = {
  "tags/duplicate-key": {
    cause:
      "Two tags have the same key, or keys that differ only in letter case, which [IAM does not distinguish](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules).",
    remedy: "Give one of the two another key, or remove it.",
  },
  "tags/too-many-tags": {
    cause:
      "AWS allows 50 tags on a resource, but [10 on an S3 object](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html), and the AWS provider adds every default tag to an object that a program uploads. Eight default tags leave such an object two tags of its own.",
    remedy: "Remove a tag from `tags.additional`, or set it on the single resources that need it.",
  },
  "tags/missing-required-tag": {
    cause: "`tags.required` has a rule for a tag that the stack does not have.",
    remedy: "Set the tag in `tags.additional`, or correct the key of the rule.",
  },
  "tags/value-not-allowed": {
    cause:
      "The value of a tag is not in the list, or does not match the pattern, that `tags.required` states for its key.",
    remedy: "Set a value that the rule allows.",
  },
  "tags/invalid-pattern": {
    cause:
      "The pattern of a rule is not a [regular expression](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Regular_expressions), has more than 128 characters, repeats a group, or has more than two unlimited repetitions or too many alternatives, so that matching a value [can take hours](https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS).",
    remedy: "Correct the pattern, or list the values in `allowed`.",
  },
  "tags/mandatory-key": {
    cause:
      "Mandatory tags state the project, the owner, the costs and the expiry of a whole stack. Cost reports, the resource group and `npm run leftovers` find the resources by them, so a component or a resource cannot have another value.",
    remedy: "Remove the tag, or give it another key.",
  },
  "tags/no-such-component": {
    cause: "`tags.components` is about components of the platform, and a fleet or bootstrap has none of them.",
    remedy: "Remove the tags, or set them in `tags.additional`.",
  },
  "tags/churning-value": {
    cause:
      "The value of a tag looks like a time, a commit or a build, which changes with every run. Every change of a default tag updates every resource of the stack, replaces the nodes of node groups, and hides other changes in previews.",
    remedy:
      "Set a constant value. Commits and builds belong on what they produce: images, and labels of workloads. A warning is about a value that can also be a constant.",
  },
  "tags/ignored-stack-tag": {
    cause:
      "The AWS provider does not set tags that it ignores, so resources would lack a tag that the stack, a controller or the backup plan needs.",
    remedy: "Name only tags in `tags.ignore` that others write, or a longer prefix.",
  },
} as const satisfies Codes<"tags">;
