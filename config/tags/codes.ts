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
} as const satisfies Codes<"tags">;
