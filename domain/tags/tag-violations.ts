import { isReservedTagKey, MANDATORY_TAG_KEYS, type MandatoryTagKey, MOST_ADDITIONAL_TAGS } from "./tag-keys";

type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices */
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** AWS's limits count characters. Spaces at the ends are refused because the AWS Load Balancer Controller trims them. */
export const TAG_VALUE_FORM = /^(?! )(?![aA][wW][sS]:)[\p{L}\p{N} +\-=._:/@]{1,256}(?<! )$/u;
export const TAG_VALUE_FORM_IN_WORDS =
  "1 to 256 letters, digits, spaces and + - = . _ : / @, no space at either end, not aws: at the beginning";

const TAG_KEY_FORM = /^(?! )[\p{L}\p{N} +\-=._:/@]{1,128}(?<! )$/u;

/** Keys whose values change with every run, so that every preview would show every resource as changed. */
const PER_RUN =
  /^(git[-_ ]?)?(commit|sha|hash|timestamp|time|date|build|run|revision)([-_ ]?(id|sha|hash|number|at|time|date))?$|^(last)?(deployed|updated|modified|built)([-_ ]?(at|on|by))?$/i;

/** Why a tag cannot be a default tag. The texts do not contain the tag, whose value can be a secret. */
export interface TagConstraint {
  /** What is wrong, one sentence. */
  readonly message: string;
  readonly allowed: string;
}

/** A default tag that AWS, or a controller that gets the tags, refuses. */
export interface TagViolation extends TagConstraint {
  readonly key: string;
  readonly part: "key" | "value";
}

/** The first reason why a key cannot be that of an additional tag. */
export function tagKeyViolation(key: string): TagConstraint | undefined {
  const mandatory = MANDATORY_TAG_KEYS.find((taken) => isSameKey(taken, key));
  if (/^aws:/i.test(key)) {
    return { message: "AWS reserves tag keys that begin with aws:.", allowed: "a key without that prefix" };
  }
  if (!TAG_KEY_FORM.test(key)) {
    return {
      message: "AWS does not accept this tag key.",
      allowed: "1 to 128 letters, digits, spaces and + - . _ : / @, no space at either end",
    };
  }
  if (key.includes("=")) {
    return {
      message:
        "The tag key contains an equals sign; StorageClasses and load balancers have tags in the form key=value.",
      allowed: "a key without =",
    };
  }
  if (mandatory !== undefined) {
    return { message: `Every resource has the tag ${mandatory} already.`, allowed: "another key" };
  }
  if (isReservedTagKey(key)) {
    return {
      message:
        "The tag key is reserved: components, EKS or Kubernetes controllers set it on single resources or refuse it.",
      allowed: "another key",
    };
  }
  if (PER_RUN.test(key)) {
    return {
      message: "The value of such a tag changes with every run, so every run would change every resource.",
      allowed: "tags whose values do not change",
    };
  }
  return tooManyBytes(key, LONGEST_KEY);
}

/** The first reason why a value cannot be that of a default tag. */
export function tagValueViolation(value: string): TagConstraint | undefined {
  if (!TAG_VALUE_FORM.test(value)) {
    return { message: "AWS does not accept this tag value.", allowed: TAG_VALUE_FORM_IN_WORDS };
  }
  return tooManyBytes(value, LONGEST_VALUE);
}

/** Violations of the additional keys as a set: keys that differ only in letter case, and too many keys. */
export function tagKeySetViolations(keys: readonly string[]): (TagConstraint & { readonly key: string })[] {
  const first = new Map([...keys].reverse().map((key) => [key.toLowerCase(), key]));
  const twins = keys
    .filter((key) => first.get(key.toLowerCase()) !== key)
    .map((key) => ({
      key,
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
      message: "The tag key differs from another only in letter case, which IAM does not distinguish.",
      allowed: "one of the two",
    }));
  const surplus = keys.slice(MOST_ADDITIONAL_TAGS).map((key) => ({
    key,
    message: "There are too many tags: an S3 object has at most 10, and two are reserved for the writer of the object.",
    allowed: `at most ${MOST_ADDITIONAL_TAGS} in addition to the ${MANDATORY_TAG_KEYS.length} that every resource has`,
  }));
  return [...twins, ...surplus];
}

/** All reasons why tags cannot be the default tags of a platform. */
export function defaultTagViolations(
  mandatory: Readonly<Record<MandatoryTagKey, string>>,
  additional: Tags,
): TagViolation[] {
  const keys = Object.keys(additional);
  return [
    ...Object.entries({ ...additional, ...mandatory }).flatMap(([key, value]) =>
      inPart("value", key, tagValueViolation(value)),
    ),
    ...keys.flatMap((key) => inPart("key", key, tagKeyViolation(key))),
    ...tagKeySetViolations(keys).map((violation) => ({ ...violation, part: "key" as const })),
  ];
}

function inPart(part: TagViolation["part"], key: string, violation: TagConstraint | undefined): TagViolation[] {
  return violation === undefined ? [] : [{ ...violation, key, part }];
}

/**
 * The EBS CSI driver counts bytes where AWS counts characters, and its controller does not start with longer tags:
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/pkg/driver/options.go
 */
function tooManyBytes(text: string, most: number): TagConstraint | undefined {
  if (utf8Length(text) <= most) return undefined;
  return {
    message: "The text is too long for the EBS CSI driver, which counts bytes; letters outside ASCII take two to four.",
    allowed: `at most ${most} bytes in UTF-8`,
  };
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

function isSameKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
